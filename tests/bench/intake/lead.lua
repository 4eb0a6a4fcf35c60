-- Every request is another lead of another person, with an Idempotency-Key of its own. Arguments: the source's key, a
-- word that no other run used, and how many requests to write before the clock starts: wrk shares the cores with the
-- server, and what it spends on writing them would be measured as the server's.
local threads = 0
function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

local bodyFormat = '{"first_name":"Maria","last_name":"Gonzalez-%d","email":"maria.%s.%d.%d@example.com",' ..
    '"phone_number":"(%d) %d-%04d","service_needed":"Burst Pipe Repair","urgency":"day","zip_code":"78701",' ..
    '"description":"Water is coming through the kitchen ceiling since this morning; the main valve is closed now. ' ..
    'Please call before you come, the bell does not work and the dog barks."}'

function init(args)
    run = args[2]
    count = 0
    head = "POST /api/v1/leads HTTP/1.1\r\nHost: " .. wrk.headers["Host"] .. "\r\nAuthorization: Bearer " .. args[1] ..
        "\r\nContent-Type: application/json\r\nIdempotency-Key: " .. run .. "-" .. number .. "-"
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
    local body = string.format(bodyFormat, count, run, number, count, 512 + number, 200 + math.floor(count / 10000) % 800, count % 10000)
    return head .. count .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format('RESULT {"requests":%d,"us":%d,"p50_us":%d,"p99_us":%d,"not_2xx":%d,"broken":%d}\n', summary.requests,
        summary.duration, latency:percentile(50), latency:percentile(99), errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end
