package dev.heddle.samples.redis.command;

import static dev.heddle.samples.redis.command.CommandException.NOT_A_NUMBER;
import static dev.heddle.samples.redis.command.CommandException.NO_FLOAT;
import static dev.heddle.samples.redis.command.CommandException.NO_INTEGER;
import static dev.heddle.samples.redis.command.CommandException.OVERFLOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.data.HashValue;
import dev.heddle.samples.redis.data.StringValue;
import dev.heddle.samples.redis.protocol.Decimals;
import java.math.BigDecimal;

/** Commands that add to numbers, in strings and in the fields of hashes. */
final class CounterCommands {
    private static final byte[] HSET = "HSET".getBytes(US_ASCII);
    private static final byte[] KEEP_TIME = "KEEPTTL".getBytes(US_ASCII);
    private static final int LONGEST = 5 * 1024;

    private CounterCommands() {}

    static void addTo(CommandTable table) {
        table.add("incr", 2, Kind.WRITE, call -> add(call, 1));
        table.add("decr", 2, Kind.WRITE, call -> add(call, -1));
        table.add("incrby", 3, Kind.WRITE, call -> add(call, call.integer(2)));
        table.add("decrby", 3, Kind.WRITE, CounterCommands::subtract);
        table.add("incrbyfloat", 3, Kind.WRITE, CounterCommands::addFraction);
        table.add("hincrby", 4, Kind.WRITE, CounterCommands::addToField);
        table.add("hincrbyfloat", 4, Kind.WRITE, CounterCommands::addFractionToField);
    }

    private static void subtract(Call call) {
        long amount = call.integer(2);
        if (amount == Long.MIN_VALUE) {
            throw new CommandException("ERR decrement would overflow");
        }
        add(call, -amount);
    }

    private static void add(Call call, long amount) {
        StringValue value = call.string(1);
        long before = value == null ? 0 : integer(value.bytes(), value.length(), NO_INTEGER);
        long sum = sum(before, amount);
        assign(call, value, Long.toString(sum).getBytes(US_ASCII));
        call.reply.integer(sum);
    }

    private static void assign(Call call, StringValue value, byte[] text) {
        if (value == null) {
            call.database.add(call.bytes(1), new StringValue(text));
        } else {
            value.set(text, 0, text.length);
        }
        call.changed(1);
    }

    private static long integer(byte[] bytes, int length, CommandException otherwise) {
        try {
            return Decimals.parseLong(bytes, 0, length);
        } catch (NumberFormatException e) {
            throw otherwise;
        }
    }

    private static long sum(long a, long b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw OVERFLOW;
        }
    }

    private static BigDecimal exact(String text, CommandException otherwise) {
        if (text.length() > LONGEST) {
            throw otherwise;
        }
        try {
            return Decimals.parseExact(text);
        } catch (NumberFormatException e) {
            throw otherwise;
        }
    }

    private static BigDecimal fraction(Call call, int i, CommandException infinite) {
        if (Double.isInfinite(call.number(i))) {
            throw infinite;
        }
        return exact(call.request.text(i), NO_FLOAT);
    }

    private static void addFraction(Call call) {
        StringValue value = call.string(1);
        BigDecimal before =
                value == null ? BigDecimal.ZERO : exact(new String(value.toByteArray(), ISO_8859_1), NO_FLOAT);
        byte[] sum = Decimals.format(before.add(fraction(call, 2, NOT_A_NUMBER)));
        assign(call, value, sum);
        call.reply.bulk(sum);
        call.propagateAs(StringCommands.SET, call.bytes(1), sum, KEEP_TIME);
    }

    private static byte[] fieldOf(HashValue hash, byte[] name) {
        HashValue.Field field = hash == null ? null : hash.fields().find(name);
        return field == null ? null : field.value();
    }

    private static void addToField(Call call) {
        long amount = call.integer(3);
        byte[] name = call.bytes(2);
        byte[] value = fieldOf(call.hash(1), name);
        long before = value == null
                ? 0
                : integer(value, value.length, new CommandException("ERR hash value is not an integer"));
        long sum = sum(before, amount);
        call.hashOrNew(1).put(name, Long.toString(sum).getBytes(US_ASCII));
        call.changed(1);
        call.reply.integer(sum);
    }

    private static void addFractionToField(Call call) {
        BigDecimal amount = fraction(call, 3, new CommandException("ERR value is NaN or Infinity"));
        byte[] name = call.bytes(2);
        byte[] value = fieldOf(call.hash(1), name);
        BigDecimal before = value == null
                ? BigDecimal.ZERO
                : exact(new String(value, ISO_8859_1), new CommandException("ERR hash value is not a float"));
        byte[] sum = Decimals.format(before.add(amount));
        call.hashOrNew(1).put(name, sum);
        call.changed(1);
        call.reply.bulk(sum);
        call.propagateAs(HSET, call.bytes(1), name, sum);
    }
}
