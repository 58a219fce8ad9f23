"""The secrets of a server with sign-in, as its tests write them: two providers at one address, and the cookie's key."""

COOKIE = "_streamlit_user"
COOKIE_SECRET = "only-for-tests-only-for-tests-only"
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{secret}"

[auth.district]
client_id = "rollcall"
client_secret = "rollcall-secret"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[auth.partner]
client_id = "rollcall"
client_secret = "rollcall-secret"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[sign_in.district]
label = "District account"
group_claim = "groups"
"""
