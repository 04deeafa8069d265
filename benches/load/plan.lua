-- POST /api/v1/plan with the case in the file that CASE names.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local file = assert(io.open(os.getenv("CASE"), "rb"))
wrk.body = file:read("*a")
file:close()
