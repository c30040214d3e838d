package programs;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Probe;
import foreign.Foreign;

/** Calls methods of another class, which may be woven or not when this one runs. */
final class Linking extends Callee {
    @Async
    static Coroutine<String> run() {
        Linking self = new Linking();
        String all = "";
        for (int i = 0; i < 2; i++) {
            all += await(Callee.ofTheClass("a" + i)) + await(self.fixed(1L, "b")) + await(self.overridden(i)) + ";";
        }
        return done(all + await(Foreign.open(Foreign.hidden("hidden"))));
    }

    @Override
    @Async
    Coroutine<String> overridden(int n) {
        return done("(" + await(super.overridden(n)) + ")");
    }
}

class Callee {
    @Async
    static Coroutine<String> ofTheClass(String s) {
        return Probe.of(s);
    }

    @Async
    final Coroutine<String> fixed(long wide, String s) {
        return Probe.of(s + wide);
    }

    @Async
    Coroutine<String> overridden(int n) {
        return n == 0 ? done("zero") : Probe.of("many");
    }
}
