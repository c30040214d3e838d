// H108
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

class ReturnsNothing {
    abstract static class Warned {
        @Async
        abstract void save(String item);

        @Async
        protected abstract void saveAll(List<String> items) throws IOException;

        @Async
        public abstract void
                close();
    }

    abstract static class Silent {
        @Async
        abstract Coroutine<Void> save(String item);

        abstract void saveNow(String item);

        @Async
        abstract CompletableFuture<Void> saveLater(String item);
    }
}
