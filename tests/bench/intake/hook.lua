-- Like lead.lua, for a hook: every request is another lead of Google's, with a lead_id and a gcl_id of its own. Its key is
-- in the path, and no header says that it is new.
local threads = 0
function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

local bodyFormat = '{"lead_id":"Cj0KCQ-%s-%d-%d","api_version":"1.0","form_id":40000000001,"campaign_id":20000000001,' ..
    '"adgroup_id":30000000001,"creative_id":0,"google_key":"%s","gcl_id":"EAIaIQ-%s-%d-%d","is_test":false,' ..
    '"lead_submit_time":"2026-11-29T04:41:00Z","user_column_data":[' ..
    '{"column_id":"FULL_NAME","column_name":"Full Name","string_value":"Maria Gonzalez-%d"},' ..
    '{"column_id":"EMAIL","column_name":"User Email","string_value":"maria.%s.%d.%d@example.com"},' ..
    '{"column_id":"PHONE_NUMBER","column_name":"User Phone","string_value":"+1%d%d%04d"},' ..
    '{"column_id":"POSTAL_CODE","column_name":"Zip Code","string_value":"78701"},' ..
    '{"column_id":"what_do_you_need_help_with?","column_name":"What do you need help with?","string_value":"Drain"}]}'

function init(args)
    key = args[1]
    run = args[2]
    count = 0
    head = "POST /api/v1/hooks/" .. key .. " HTTP/1.1\r\nHost: " .. wrk.headers["Host"] ..
        "\r\nContent-Type: application/json"
    written = {}
    for i = 1, tonumber(args[3] or 0) do
        written[i] = write(i)
    end
end

function request()
    count = count + 1
    return written[count] or write(count)
end

function write(count)
    local body = string.format(bodyFormat, run, number, count, key, run, number, count, count, run, number, count,
        512 + number, 200 + math.floor(count / 10000) % 800, count % 10000)
    return head .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format('RESULT {"requests":%d,"us":%d,"p50_us":%d,"p99_us":%d,"not_2xx":%d,"broken":%d}\n', summary.requests,
        summary.duration, latency:percentile(50), latency:percentile(99), errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end
