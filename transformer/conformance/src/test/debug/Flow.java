package debug;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.util.List;

/** Control flow around awaits. */
class Flow {
    @Case
    @Async
    static Coroutine<Integer> loops() {
        int sum = 0;
        for (int i = 0; i < 3; i++) {
            int square = i * i;
            sum += await(Probe.of(square));
            String text = "turn " + i;
            sum += text.length();
        }
        for (String word : List.of("a", "bc")) {
            int length = await(Probe.of(word.length()));
            sum += length;
        }
        int left = 2;
        while (await(Probe.of(left)) > 0) {
            left--;
        }
        do {
            left += await(Probe.of(1));
        } while (left < 2);
        return done(sum + left);
    }

    @Case
    @Async
    static Coroutine<String> conditions() {
        int a = 1;
        boolean both = await(Probe.of(true)) && a == await(Probe.of(1));
        String chosen = both
                ? await(Probe.of("yes"))
                : "no";
        if (await(Probe.of(false)) || chosen.isEmpty()) {
            chosen = "never";
        } else if (await(Probe.of(true))) {
            chosen += "!";
        }
        return done(chosen);
    }

    @Case
    @Async
    static Coroutine<String> switches() {
        String all = "";
        for (String key : new String[] {"a", "b", "c"}) {
            switch (key) {
                case "a":
                    int one = await(Probe.of(1));
                    all += one;
                case "b":
                    all += await(Probe.of("b"));
                    break;
                default:
                    all += "d";
            }
        }
        int number = all.length();
        String last;
        switch (await(Probe.of(number))) {
            case 4 -> last = await(Probe.of("four"));
            case 5 -> {
                String five = "five";
                last = await(Probe.of(five)) + five;
            }
            default -> last = "other";
        }
        return done(all + last);
    }

    @Case
    @Async
    static Coroutine<Integer> chain() {
        int a = await(callee(1));
        int b = await(callee(a)) + await(callee(2));
        return done(a + b);
    }

    @Async
    static Coroutine<Integer> callee(int n) {
        int twice = 2 * n;
        if (n == 2) {
            return done(await(Probe.of(twice)));
        }
        return Probe.of(twice);
    }
}
