-- For wrk: sends a form again and again, each time as another person (targets.py, Form).
-- Arguments: the form's cookie, its body, where a success leads, the number of the first person.

local threads = {}

function setup(thread)
  thread:set("place", #threads)
  table.insert(threads, thread)
end

function init(arguments)
  cookie, body, leads_to = arguments[1], arguments[2], arguments[3]
  number = tonumber(arguments[4]) + place * tonumber(arguments[5])
  succeeded = 0
end

function request()
  number = number + 1
  local address = string.format(
    "10.%d.%d.%d", math.floor(number / 65536) % 256, math.floor(number / 256) % 256, number % 256
  )
  local headers = {
    ["Cookie"] = cookie,
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["X-Forwarded-For"] = address,
  }
  local typed = string.gsub(body, "NUMBER", string.format("%d", number))
  return wrk.format("POST", nil, headers, typed)
end

function response(status, headers)
  if status == 303 and headers["Location"] == leads_to then
    succeeded = succeeded + 1
  end
end

function done(summary)
  local total = 0
  for _, thread in ipairs(threads) do
    total = total + thread:get("succeeded")
  end
  io.write(string.format("Succeeded: %d in %d us\n", total, summary.duration))
end
