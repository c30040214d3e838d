package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Awaits in loops, with every way of leaving and continuing them. */
class Loops {
    @Case
    @Async
    static Coroutine<Integer> countingLoop() {
        int sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += await(Probe.of(i));
        }
        return done(sum);
    }

    @Case
    @Async
    static Coroutine<Integer> awaitInLoopHead() {
        int sum = 0;
        for (int i = await(Probe.of(1)); i < await(Probe.of(4)); i += await(Probe.of(2))) {
            sum += i;
        }
        return done(sum);
    }

    @Case
    @Async
    static Coroutine<Integer> whileLoopWithAwaitedCondition() {
        int n = 0;
        while (await(Probe.of(n)) < 3) {
            n++;
        }
        return done(n);
    }

    @Case
    @Async
    static Coroutine<Integer> doLoop() {
        int n = 0;
        do {
            n += await(Probe.of(2));
        } while (n < await(Probe.of(5)));
        return done(n);
    }

    @Case
    @Async
    static Coroutine<Integer> endlessLoopLeftByBreak() {
        int n = 0;
        for (; ; ) {
            if (await(Probe.of(n++)) == 3) {
                break;
            }
        }
        return done(n);
    }

    @Case
    @Async
    static Coroutine<Integer> endlessLoopLeftByReturn() {
        int n = 0;
        while (true) {
            n += await(Probe.of(3));
            if (n > 7) {
                return done(n);
            }
        }
    }

    @Case
    @Async
    static Coroutine<String> continueSkipsTheAwait() {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            if (i % 2 == 0) {
                continue;
            }
            s.append(i).append(await(Probe.of("x")));
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<String> labelledBreakAndContinue() {
        StringBuilder s = new StringBuilder();
        outer:
        for (int i = 0; i < 4; i++) {
            for (int j = 0; ; j++) {
                if (await(Probe.of(j)) > i) {
                    continue outer;
                }
                s.append(i).append(j).append(' ');
                if (i == 2 && await(Probe.of(true))) {
                    break outer;
                }
            }
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<String> labelledBlock() {
        String s = "start";
        block:
        {
            s += await(Probe.of(" in"));
            if (s.length() > await(Probe.of(3))) {
                break block;
            }
            s += " never";
        }
        return done(s);
    }

    @Case
    @Async
    static Coroutine<Integer> forEachOverArray() {
        int sum = 0;
        for (int x : new int[] {1, 2, 3}) {
            sum = sum * 10 + await(Probe.of(x));
        }
        return done(sum);
    }

    @Case
    @Async
    static Coroutine<Long> forEachOverWideArray() {
        long sum = 0;
        for (long x : new long[] {1L << 33, 2, 3}) {
            sum += x * await(Probe.of(2L)) + x;
        }
        return done(sum);
    }

    @Case
    @Async
    static Coroutine<String> forEachOverAwaitedArrays() {
        String all = "";
        for (String[] row : await(Probe.of(new String[][] {{"a", "b"}, {}, {"c"}}))) {
            for (String cell : row) {
                all += cell + await(Probe.of(row.length));
            }
        }
        return done(all);
    }

    @Case
    @Async
    static Coroutine<Integer> forEachOverList() {
        int sum = 0;
        for (Integer x : List.of(4, 5, 6)) {
            sum += await(Probe.of(x)) * x;
        }
        return done(sum);
    }

    @Case
    @Async
    static Coroutine<String> forEachOverMap() {
        StringBuilder s = new StringBuilder();
        for (Map.Entry<String, Integer> entry : new TreeMap<>(Map.of("a", 1, "b", 2)).entrySet()) {
            s.append(entry.getKey()).append(await(Probe.of(entry.getValue())));
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<Integer> nestedLoopsWithAwaitsBetween() {
        int sum = 0;
        for (int i = 0; i < 3; i++) {
            int base = await(Probe.of(i * 100));
            for (int j = i; j < 3; j++) {
                sum += base + await(Probe.of(j));
            }
            sum += await(Probe.of(base));
        }
        return done(sum);
    }

    @Case
    @Async
    static Coroutine<Long> variablesOfDifferentTypesShareALocal() {
        long all = 0;
        for (int turn = 0; turn < 2; turn++) {
            {
                int x = await(Probe.of(3));
                all += x + await(Probe.of(1));
            }
            {
                String x = await(Probe.of("four"));
                all += x.length() + await(Probe.of(1));
            }
            {
                double x = await(Probe.of(2.5));
                all += (long) (x * await(Probe.of(2)));
            }
        }
        return done(all);
    }

    @Case
    @Async
    static Coroutine<String> variableDeclaredInTheLoopStartsAfresh() {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            String last = null;
            if (i == 1) {
                last = await(Probe.of("one"));
            }
            s.append(last).append(await(Probe.of(i)));
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<List<Integer>> valuesCarriedFromTurnToTurn() {
        List<Integer> all = new ArrayList<>();
        int previous = 0;
        int current = 1;
        for (int i = 0; i < 5; i++) {
            int next = previous + await(Probe.of(current));
            previous = current;
            current = next;
            all.add(current);
        }
        return done(all);
    }

    @Case(failing = 3)
    @Async
    static Coroutine<Integer> manyTurns() {
        int sum = 0;
        for (int i = 0; i < 1_000; i++) {
            sum += await(Probe.of(i)) % 7;
        }
        return done(sum);
    }

    @Case
    @Async
    static Coroutine<Integer> loopAroundTry() {
        int caught = 0;
        for (int i = 0; i < 4; i++) {
            try {
                if (await(Probe.of(i)) % 2 == 1) {
                    throw new IllegalStateException("odd " + i);
                }
            } catch (IllegalStateException e) {
                log(e.getMessage());
                caught += await(Probe.of(1));
                continue;
            } finally {
                log("finally", i, await(Probe.of(i)));
            }
            log("end of turn", i);
        }
        return done(caught);
    }

    @Case
    @Async
    static Coroutine<String> breakOutOfTryWithAwaitInFinally() {
        StringBuilder s = new StringBuilder();
        outer:
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                try {
                    s.append(i).append(await(Probe.of(j)));
                    if (j == 1) {
                        continue outer;
                    }
                    if (i == 2) {
                        break outer;
                    }
                } finally {
                    s.append(await(Probe.of(";")));
                }
            }
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<Integer> irregularExits() {
        int n = 0;
        a:
        while (true) {
            b:
            do {
                n += await(Probe.of(1));
                switch (n) {
                    case 1:
                        continue a;
                    case 2:
                        break b;
                    case 3:
                        continue b;
                    case 4:
                        break a;
                    default:
                        return done(-1);
                }
            } while (await(Probe.of(n)) < 3);
        }
        return done(n);
    }

    @Case
    @Async
    static Coroutine<Integer> iteratorKeptAcrossAwaits() {
        Iterator<Integer> it = List.of(1, 2, 3).iterator();
        int sum = 0;
        while (it.hasNext()) {
            sum = sum * 10 + it.next() + await(Probe.of(0));
        }
        return done(sum);
    }

    static int turns;

    /** The method begins with the target of a jump, and nothing has to be there when it is entered. */
    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Integer> endlessLoopFromTheStart() {
        while (true) {
            turns += await(Probe.of(1));
            if (turns == 3) {
                return done(turns);
            }
        }
    }
}
