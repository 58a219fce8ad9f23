"""What a request to Canvas was for, in a teacher's words: the feature, and how engaged the person was."""

from __future__ import annotations

import polars as pl

_FEATURES = {
    "Announcements": ("announcements", "announcements_api", "announcement_external_feeds"),
    "Assignments": (
        *("assignments", "assignments_api", "assignment_groups", "assignment_groups_api", "assignment_overrides"),
        *("submissions", "submissions_api", "submissions/previews", "submissions/downloads", "submissions/attachments"),
        *("submission_comments", "submission_comments_api", "anonymous_submissions", "peer_reviews_api"),
    ),
    "Calendar": ("calendars", "calendar_events", "calendar_events_api", "appointment_groups", "planner"),
    "Collaborations": ("collaborations", "lti/collaborations"),
    "Conferences": ("conferences", "web_conferences"),
    "Content sharing": ("content_shares", "content_exports", "content_imports", "content_migrations"),
    "Course home": ("courses", "course_home"),
    "Discussions": ("discussion_topics", "discussion_topics_api", "discussion_entries", "discussion_topic_users"),
    "ePortfolios": ("eportfolios", "eportfolio_entries", "eportfolio_categories"),
    "External tools": ("external_tools", "external_content", "lti/message", "lti/platform_storage"),
    "Files": ("files", "files_api", "folders", "file_previews", "media_objects", "media_tracks"),
    "Gradebook": (
        *("gradebooks", "gradebooks_api", "gradebook_uploads", "gradebook_csvs", "gradebook_history_api"),
        *("gradebook_settings", "grading_periods", "grading_standards", "custom_gradebook_columns_api"),
    ),
    "Groups": ("groups", "group_categories", "group_memberships"),
    "Inbox": ("conversations", "context_messages"),
    "Login": ("login", "pseudonym_sessions"),
    "Modules": ("context_modules", "context_modules_api", "context_module_items_api"),
    "Outcomes": ("outcomes", "outcomes_api", "outcome_groups", "outcome_groups_api", "outcome_results"),
    "Pages": ("wiki_pages", "wiki_pages_api", "wikis"),
    "People": ("context", "enrollments", "enrollments_api", "sections", "user_lists"),
    "Profile": ("profile", "users", "communication_channels", "user_profiles"),
    "Quizzes": (
        *("quizzes/quizzes", "quizzes/quizzes_api", "quizzes/quiz_submissions", "quizzes/quiz_submissions_api"),
        *("quizzes/quiz_questions", "quizzes/quiz_submission_questions", "quizzes/quiz_groups", "question_banks"),
        *("quizzes/quiz_statistics", "quizzes_next/quizzes_api", "quizzes/quiz_submission_events"),
    ),
    "Rubrics": ("rubrics", "rubrics_api", "rubric_assessments", "rubric_associations"),
    "Search": ("search",),
    "Settings": ("accounts", "admins", "account_reports", "role_overrides", "sis_imports_api", "terms"),
}
_CONTROLLERS = {controller: feature for feature, controllers in _FEATURES.items() for controller in controllers}
_PAGES = {  # single pages that a reader would not look for under their controller's feature
    "users#user_dashboard": "Dashboard",
    "users#dashboard_cards": "Dashboard",
    "users#grades": "Grades",
    "gradebooks#grade_summary": "Grades",
    "gradebooks#speed_grader": "SpeedGrader",
    "assignments#syllabus": "Syllabus",
}
_PARTICIPATE = (
    *("submissions#create", "submissions#update", "submissions_api#create", "submissions_api#update"),
    *("submission_comments_api#create", "rubric_assessments#create", "rubric_assessments#update"),
    *("gradebooks#update_submission", "discussion_entries#create", "discussion_entries#update"),
    *("discussion_topics_api#add_entry", "discussion_topics_api#add_reply", "conversations#create"),
    *("conversations#add_message", "quizzes/quizzes#show", "quizzes/quiz_submissions#create"),
    *("quizzes/quiz_submissions_api#create", "quizzes/quiz_submissions_api#complete", "calendar_events_api#reserve"),
    *("collaborations#create", "conferences#join"),
)  # sending to quizzes/quizzes#show is how a quiz is begun
_CREATE = (
    *("assignments#create", "assignments#update", "assignments_api#create", "assignments_api#update"),
    *("wiki_pages_api#create", "wiki_pages_api#update", "discussion_topics#create", "discussion_topics#update"),
    *("announcements_api#create", "quizzes/quizzes#create", "quizzes/quizzes#update", "quizzes/quizzes_api#create"),
    *("quizzes/quizzes_api#update", "quizzes/quiz_questions#create", "quizzes/quiz_questions#update"),
    *("context_modules#create", "context_modules#update", "context_modules#add_item", "context_modules_api#create"),
    *("context_module_items_api#create", "calendar_events#create", "calendar_events#update"),
    *("calendar_events_api#create", "calendar_events_api#update", "rubrics#create", "rubrics#update"),
    *("conferences#create", "courses#create"),
)
_BACKGROUND_CONTROLLERS = (
    *("page_views", "info", "errors", "jwts", "security", "brand_configs", "brand_configs_api", "progress"),
    *("features", "services_api", "custom_data", "quizzes/quiz_submission_events_api"),
)
_BACKGROUND_PAGES = (
    *("courses#ping", "users#ping", "users#activity_stream_summary", "conversations#unread_count"),
    *("content_shares#unread_count", "quizzes/quiz_submissions#backup", "users#avatar_image", "users#masquerade"),
    *("context_modules#progressions", "context_modules#content_tag_assignment_data"),
)
_NO_LOGIN = ("new", "destroy", "logout_landing", "logout_confirm", "metadata", "clear_file_session")
_APP = r"(?i)candroid|icanvas"  # the mobile apps of Canvas work through the same addresses as the pages' own calls


def feature(controller: pl.Expr, action: pl.Expr) -> pl.Expr:
    """The feature's name; a controller that is not listed keeps its own name, written as a title."""
    last = controller.str.split("/").list.last().str.replace(r"_api$", "")
    return pl.coalesce(
        _page(controller, action).replace_strict(_PAGES, default=None, return_dtype=pl.String),
        pl.when(_is_sign_in(controller)).then(pl.lit("Login")),
        controller.replace_strict(_CONTROLLERS, default=None, return_dtype=pl.String),
        last.str.replace_all("_", " ").str.to_titlecase(),
    )


def has_signed_in(url: pl.Expr) -> pl.Expr:
    """Whether an address is where Canvas sends somebody who has just signed in."""
    return url.str.contains(r"[?&]login_success=1\b")


def is_call(url: pl.Expr) -> pl.Expr:
    """Whether an address is for programs: a page's own calls, or an app's."""
    return url.str.contains(r"/api/(?:v1|graphql|lti|quiz)")


def is_app(agent: pl.Expr) -> pl.Expr:
    """Whether the program that asks is one of Canvas's own apps."""
    return agent.fill_null("").str.contains(_APP)


def event_class(
    *, controller: pl.Expr, action: pl.Expr, method: pl.Expr, has_signed_in: pl.Expr, is_own_call: pl.Expr
) -> pl.Expr:
    """login, create, participate or view; null for what the browser does by itself."""
    page = _page(controller, action)
    sends = method.is_in(["POST", "PUT", "PATCH"])
    signs_in = _is_sign_in(controller) & ~action.is_in(_NO_LOGIN)
    background = (
        controller.is_in(_BACKGROUND_CONTROLLERS)
        | page.is_in(_BACKGROUND_PAGES)
        | _is_sign_in(controller)
        | is_own_call
    )
    return (
        pl.when(signs_in | has_signed_in).then(pl.lit("login"))
        .when(page.is_in(_CREATE) & sends).then(pl.lit("create"))
        .when(page.is_in(_PARTICIPATE) & sends).then(pl.lit("participate"))
        .when(~background.fill_null(False) & controller.is_not_null()).then(pl.lit("view"))
    )  # fmt: skip


def _page(controller: pl.Expr, action: pl.Expr) -> pl.Expr:
    return pl.concat_str(controller, pl.lit("#"), action.fill_null(""))


def _is_sign_in(controller: pl.Expr) -> pl.Expr:
    return controller.str.contains(r"^(?:login|pseudonym_sessions)(?:/|$)")
