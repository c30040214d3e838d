// H304
package trees;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.*;

class TimeoutParameter {
    interface Source {
        Coroutine<String> read(Duration timeout);
    }

    static class Warned {
        @Async
        Coroutine<String> read(Duration timeout) {
            return done("");
        }

        @Async
        Coroutine<String> connect(String host, long connectTimeoutMillis) {
            return done(host);
        }

        @Async
        static Coroutine<String> fetch(int timeoutSeconds, String item) {
            return done(item);
        }
    }

    static class Silent implements Source {
        @Async
        @Override
        public Coroutine<String> read(Duration timeout) {
            return done("");
        }

        Coroutine<String> withoutAnnotation(Duration timeout) {
            return done("");
        }

        @Async
        Coroutine<Void> after(Duration delay) {
            await(sleep(delay));
            return done();
        }

        @Async
        Coroutine<Void> named(String timeout) {
            return done();
        }
    }
}
