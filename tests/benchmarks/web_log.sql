-- A Canvas web log: visits of fifteen requests each, day after day, of people to one of their seven courses.
COPY (
    WITH lists AS (
        SELECT (SELECT list("value.user_id") FROM read_csv('{people}')) AS people,
               (SELECT list("key.id") FROM read_csv('{courses}')) AS courses,
               [{{'path': 'pages', 'controller': 'wiki_pages', 'action': 'show'}},
                {{'path': 'assignments', 'controller': 'assignments', 'action': 'show'}},
                {{'path': 'quizzes', 'controller': 'quizzes/quizzes', 'action': 'show'}},
                {{'path': 'files', 'controller': 'files', 'action': 'show'}},
                {{'path': 'modules/items', 'controller': 'context_modules', 'action': 'item_redirect'}}] AS pages,
               ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{{}}.0.0.0 Safari/537.36',
                'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{{}}.0.0.0 Safari/537.36',
                'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{{}}.1 Safari/605.1.15',
                'Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{{}}.4 Mobile/15E148 Safari/604.1']
                   AS agents),
    visits AS (
        SELECT visit, chance, people[1 + chance % len(people)] AS user_id,
               courses[1 + CAST(hash(chance % len(people), (chance // 7919) % 7) % len(courses) AS BIGINT)] AS course_id,
               replace(agents[1 + (chance % len(people)) % len(agents)], '{{}}', CAST(117 + chance % 9 AS VARCHAR)) AS agent,
               pages, visit * {days} // {visits} AS school_day,
               TIMESTAMP '{first} 13:00:00' + to_days(CAST(school_day // 5 * 7 + school_day % 5 AS INTEGER))
               + to_milliseconds(CAST((chance // 977) % 24600000 AS BIGINT)) AS began_at
        FROM lists, (SELECT visit, CAST(hash(visit, '{first}') >> 1 AS BIGINT) AS chance FROM range({visits}) AS r(visit))),
    requests AS (
        SELECT visits.*, number, CAST(hash(visit, number, '{first}') >> 1 AS BIGINT) AS luck, pages[1 + luck % len(pages)] AS page,
               began_at + to_milliseconds(number * 40000 + luck % 39000) AS moment
        FROM visits, range({requests}) AS r(number))
    SELECT '{last}T23:40:00.000Z' AS "meta.ts", 'U' AS "meta.action", CAST(md5('{first}.' || visit || '.' || number) AS UUID) AS "key.id",
           strftime(moment, '%Y-%m-%dT%H:%M:%S.%gZ') AS "value.timestamp", user_id AS "value.user_id",
           'NULL' AS "value.real_user_id", course_id AS "value.course_id",
           'https://canvas.example.org/courses/' || course_id || '/' || page.path || '/' || (luck // 11) % 40 AS "value.url",
           agent AS "value.user_agent", 'GET' AS "value.http_method", '200' AS "value.http_status",
           'HTTP/1.1' AS "value.http_version", 'NULL' AS "value.remote_ip", luck % 900000 AS "value.interaction_micros",
           page.controller AS "value.web_application_controller", page.action AS "value.web_application_action",
           'Course' AS "value.web_application_context_type", course_id AS "value.web_application_context_id",
           md5('{first}.' || visit) AS "value.session_id"
    FROM requests
) TO '{path}' (HEADER, DELIMITER ',')
