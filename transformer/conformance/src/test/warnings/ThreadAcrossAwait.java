// rules=*:off,H113:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;

class ThreadAcrossAwait {
    static class Warned {
        @Async
        Coroutine<String> thread(Coroutine<Integer> price) {
            Thread thread = Thread.currentThread();
            await(price);
            return done(thread.getName());
        }

        @Async
        Coroutine<Boolean> interrupted(Coroutine<Integer> price) {
            boolean interrupted = Thread.interrupted();
            await(price);
            return done(interrupted);
        }

        @Async
        Coroutine<Boolean> sameThread(Coroutine<Thread> other) {
            return done(Thread.currentThread() == await(other));
        }
    }

    static class Silent {
        @Async
        Coroutine<String> askedAgain(Coroutine<Integer> price) {
            System.out.println(Thread.currentThread());
            await(price);
            return done(Thread.currentThread().getName());
        }

        @Async
        Coroutine<String> name(Coroutine<Integer> price) {
            String name = Thread.currentThread().getName();
            await(price);
            return done(name);
        }

        @Async
        Coroutine<String> another(Thread worker, Coroutine<Integer> price) {
            await(price);
            return done(worker.getName() + Thread.currentThread().getName());
        }
    }
}
