package dev.heddle.samples.redis.command;

import static dev.heddle.samples.redis.command.CommandException.SYNTAX;

import dev.heddle.samples.redis.data.ListValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What LPOS looks for.
 *
 * @param rank the first match that counts; below zero from the end
 * @param count how many matches, 0 for all; below zero for one, replied without an array
 * @param most how many elements to compare; 0 for all
 */
record Positions(byte[] element, long rank, long count, long most) {
    private static final CommandException RANK =
            new CommandException("ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... "
                    + "or use negative to start from the end of the list");

    static Positions of(Call call) {
        long rank = 1;
        long count = -1;
        long most = 0;
        for (int i = 3; i < call.count(); i += 2) {
            if (i + 1 == call.count()) {
                throw SYNTAX;
            }
            if (call.is(i, "rank")) {
                rank = call.integer(i + 1, -Long.MAX_VALUE, Long.MAX_VALUE, CommandException.NO_INTEGER);
                if (rank == 0) {
                    throw RANK;
                }
            } else if (call.is(i, "count")) {
                count = call.integer(i + 1, 0, Long.MAX_VALUE, new CommandException("ERR COUNT can't be negative"));
            } else if (call.is(i, "maxlen")) {
                most = call.integer(i + 1, 0, Long.MAX_VALUE, new CommandException("ERR MAXLEN can't be negative"));
            } else {
                throw SYNTAX;
            }
        }
        return new Positions(call.bytes(2), rank, count, most);
    }

    void reply(Call call) {
        ListValue list = call.list(1);
        List<Integer> found = list == null ? List.of() : in(list);
        if (count >= 0) {
            call.reply.array(found.size());
            found.forEach(call.reply::integer);
        } else if (found.isEmpty()) {
            call.reply.nullBulk();
        } else {
            call.reply.integer(found.get(0));
        }
    }

    private List<Integer> in(ListValue list) {
        List<Integer> found = new ArrayList<>();
        long wanted = count < 0 ? 1 : count == 0 ? Long.MAX_VALUE : count;
        long compared = most == 0 ? list.size() : Math.min(most, list.size());
        long matches = 0;
        for (int i = 0; i < compared && found.size() < wanted; i++) {
            int index = rank > 0 ? i : list.size() - 1 - i;
            if (Arrays.equals(list.get(index), element) && ++matches >= Math.abs(rank)) {
                found.add(index);
            }
        }
        return found;
    }
}
