package dev.heddle.samples.redis;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Commands made of patterns whose words are filled in by chance: few keys, so that they meet, of every type; now and then a
 * value that the command does not take, a word in small letters, or one argument too few.
 *
 * <pre>
 *   k key   v value   f field or member   i whole number   j small whole number   d score   x bound of a score range
 *   b bound of a name range   e end of a list   t time far ahead   g pattern
 *   y point in time further ahead   z time that is over or none
 *   l key of names that all have one score   n key of a number   m key of a hash of numbers
 * </pre>
 */
final class RandomCommands {
    private static final List<String> PATTERNS = List.of(
            "GET k",
            "SET k v",
            "SET k v NX",
            "SET k v XX",
            "SET k v GET",
            "SET k i",
            "SET k v EX t",
            "SET k v KEEPTTL",
            "SET k v XX GET EX t",
            "SET k v NX XX",
            "SET k v EX z",
            "SET k v PX t KEEPTTL",
            "SETNX k v",
            "SETEX k t v",
            "SETEX k z v",
            "PSETEX k t v",
            "GETSET k v",
            "GETDEL k",
            "GETEX k",
            "GETEX k EX t",
            "GETEX k PERSIST",
            "GETEX k v",
            "MGET k k k",
            "MSET k v k v",
            "MSET k v k",
            "MSETNX k v k v",
            "APPEND k v",
            "STRLEN k",
            "GETRANGE k i i",
            "SETRANGE k j v",
            "SETRANGE k i v",
            "INCR k",
            "DECR k",
            "INCRBY k i",
            "DECRBY k i",
            "INCRBYFLOAT n d",
            "SET n 1.5",
            "SET n j",
            "SET n f",
            "DEL k k",
            "UNLINK k",
            "EXISTS k k k",
            "TYPE k",
            "RENAME k k",
            "RENAMENX k k",
            "TOUCH k k",
            "DBSIZE",
            "KEYS g",
            "EXPIRE k t",
            "EXPIRE k t NX",
            "EXPIRE k t XX",
            "EXPIREAT k y GT",
            "EXPIREAT k y LT",
            "EXPIREAT k y NX GT",
            "EXPIRE k z",
            "EXPIREAT k i",
            "PEXPIREAT k i",
            "EXPIRE k v",
            "PERSIST k",
            "HSET k f v",
            "HSET k f v f v",
            "HSET k f i",
            "HMSET k f v",
            "HSETNX k f v",
            "HGET k f",
            "HMGET k f f f",
            "HDEL k f f",
            "HLEN k",
            "HEXISTS k f",
            "HSTRLEN k f",
            "HKEYS k",
            "HVALS k",
            "HGETALL k",
            "HINCRBY k f i",
            "HINCRBYFLOAT m f d",
            "HSET m f 2.5",
            "DEL m",
            "LPUSH k v v",
            "RPUSH k v v v",
            "RPUSH k v",
            "LPUSHX k v",
            "RPUSHX k v",
            "LPOP k",
            "RPOP k",
            "LPOP k j",
            "RPOP k i",
            "LLEN k",
            "LRANGE k i i",
            "LRANGE k 0 -1",
            "LINDEX k i",
            "LSET k i v",
            "LINSERT k BEFORE v v",
            "LINSERT k AFTER v v",
            "LINSERT k v v v",
            "LREM k i v",
            "LTRIM k i i",
            "LMOVE k k e e",
            "RPOPLPUSH k k",
            "LPOS k v",
            "LPOS k v RANK i",
            "LPOS k v COUNT j",
            "LPOS k v RANK i COUNT j MAXLEN j",
            "BLPOP k 0.001",
            "BRPOP k k 0.001",
            "BLPOP k -1",
            "BLPOP k f",
            "BLMOVE k k e e 0.001",
            "SADD k f f",
            "SADD k f",
            "SREM k f f",
            "SCARD k",
            "SISMEMBER k f",
            "SMISMEMBER k f f",
            "SMEMBERS k",
            "SMOVE k k f",
            "SINTER k k",
            "SUNION k k",
            "SDIFF k k k",
            "SINTERSTORE k k k",
            "SUNIONSTORE k k k",
            "SDIFFSTORE k k k",
            "SPOP k 100",
            "SPOP k -1",
            "SRANDMEMBER k 0",
            "ZADD k d f",
            "ZADD k d f d f d f",
            "ZADD k NX d f",
            "ZADD k XX CH d f",
            "ZADD k GT CH d f d f",
            "ZADD k LT d f",
            "ZADD k INCR d f",
            "ZADD k XX INCR d f",
            "ZADD k NX GT d f",
            "ZADD k NX XX d f",
            "ZADD k INCR d f d f",
            "ZADD k f f",
            "ZINCRBY k d f",
            "ZREM k f f",
            "ZCARD k",
            "ZSCORE k f",
            "ZMSCORE k f f",
            "ZRANK k f",
            "ZREVRANK k f",
            "ZPOPMIN k",
            "ZPOPMAX k",
            "ZPOPMIN k j",
            "ZPOPMAX k i",
            "BZPOPMIN k 0.001",
            "ZRANGE k i i",
            "ZRANGE k 0 -1 WITHSCORES",
            "ZRANGE k i i REV",
            "ZRANGE k x x BYSCORE",
            "ZRANGE k x x BYSCORE REV LIMIT j j WITHSCORES",
            "ZRANGE l b b BYLEX",
            "ZRANGE l b b BYLEX REV LIMIT j i",
            "ZRANGE k i i LIMIT j j",
            "ZRANGE l b b BYLEX WITHSCORES",
            "ZRANGE k x x",
            "ZREVRANGE k i i",
            "ZREVRANGE k i i WITHSCORES",
            "ZRANGEBYSCORE k x x",
            "ZRANGEBYSCORE k x x WITHSCORES LIMIT i i",
            "ZREVRANGEBYSCORE k x x LIMIT j i",
            "ZRANGEBYLEX l b b",
            "ZREVRANGEBYLEX l b b LIMIT j j",
            "ZCOUNT k x x",
            "ZLEXCOUNT l b b",
            "ZREMRANGEBYRANK k i i",
            "ZREMRANGEBYSCORE k x x",
            "ZREMRANGEBYLEX l b b",
            "ZADD l 0 f 0 f 0 f",
            "ZREM l f",
            "MULTI",
            "EXEC",
            "EXEC",
            "EXEC",
            "DISCARD",
            "WATCH k",
            "UNWATCH",
            "PING",
            "PING v",
            "ECHO v",
            "SELECT j",
            "SELECT 0",
            "SELECT v",
            "PUBLISH v v",
            "CLIENT GETNAME",
            "NONSENSE f i",
            "FLUSHDB");

    /** Without the number that they end with, the servers choose a member by chance. */
    private static final List<String> RANDOM_IF_SHORTENED = List.of("SPOP", "SRANDMEMBER");

    private static final List<String> VALUES =
            List.of("", "a", "b", "hello", "10", "-3", "9223372036854775807", "1.5", "x\r\ny", "\u00ff\u0000");
    private static final List<String> INTEGERS =
            List.of("0", "1", "2", "3", "5", "-1", "-2", "-3", "-100", "100", "9223372036854775807", "x", "1.0", "");
    private static final List<String> SCORES =
            List.of("0", "1", "2", "3.5", "-1", "0.25", "10", "-0.5", "inf", "-inf", "1e3", "nan", "x", "");
    private static final List<String> SCORE_BOUNDS =
            List.of("-inf", "+inf", "0", "1", "(1", "3.5", "(3.5", "-1", "10", "(inf", "x", "(x");
    private static final List<String> NAME_BOUNDS = List.of("-", "+", "[a", "(a", "[c", "(c", "[", "(", "x", "");

    private final Random random;

    RandomCommands(Random random) {
        this.random = random;
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The next command. */
    String[] next() {
        String[] words = oneOf(PATTERNS).split(" ");
        boolean shortened = random.nextInt(60) == 0 && words.length > 1 && !RANDOM_IF_SHORTENED.contains(words[0]);
        int count = shortened ? words.length - 1 : words.length;
        String[] command = new String[count];
        for (int i = 0; i < count; i++) {
            command[i] = fill(words[i]);
        }
        return command;
    }

    private String fill(String word) {
        return switch (word) {
            case "k" -> "k" + random.nextInt(8);
            case "v" -> oneOf(VALUES);
            case "f" -> String.valueOf((char) ('a' + random.nextInt(6)));
            case "i" -> oneOf(INTEGERS);
            case "j" -> Integer.toString(random.nextInt(5));
            case "d" -> oneOf(SCORES);
            case "x" -> oneOf(SCORE_BOUNDS);
            case "b" -> oneOf(NAME_BOUNDS);
            case "e" -> random.nextBoolean() ? "LEFT" : "right";
            case "y" -> Long.toString(33_000_000_000L + random.nextInt(3));
            case "z" -> oneOf(List.of("0", "-1", "x", "", "1.0", "9223372036854775807"));
            case "t" -> Integer.toString(100_000_000 + random.nextInt(3));
            case "l" -> "names" + random.nextInt(2);
            case "n" -> "number" + random.nextInt(2);
            case "m" -> "numbers";
            case "g" -> oneOf(List.of("*", "k?", "k[1-3]", "k[^1-3]", "\\k1", "x*"));
            default -> word.equals("NONSENSE") || random.nextInt(20) > 0 ? word : lowerTail(word);
        };
    }

    /** All but the first letter small, so that the name of the command is still told by it. */
    private static String lowerTail(String word) {
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }
}
