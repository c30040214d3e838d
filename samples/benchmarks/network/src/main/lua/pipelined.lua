-- sixteen requests at once
function init(arguments)
    local one = {}
    for i = 1, 16 do one[i] = wrk.format() end
    all = table.concat(one)
end

function request()
    return all
end
