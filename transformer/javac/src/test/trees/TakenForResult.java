// H109
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

class TakenForResult {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static class Warned {
        @Async
        Coroutine<String> text(String item) {
            return done("costs " + price(item));
        }

        String appended(String item) {
            String text = "costs ";
            text += price(item);
            return text;
        }

        @Async
        Coroutine<Void> printed(String item) {
            System.out.println(price(item));
            return done();
        }

        boolean equal(String item) {
            return price(item).equals(5);
        }

        @Async
        Coroutine<Boolean> equalToTask(Task<Integer> task) {
            return done(Objects.equals(5, task));
        }

        void monitor(Task<Integer> task) {
            synchronized (task) {
                System.out.println("locked");
            }
        }
    }

    static class Silent {
        int futureOfCodeThatAwaitsNothing(CompletableFuture<Integer> price) {
            synchronized (price) {
                return price.hashCode();
            }
        }

        @Async
        Coroutine<String> text(String item) {
            return done("costs " + await(price(item)));
        }

        String nameOf(Task<Integer> task) {
            return "runs " + task;
        }

        boolean same(Task<Integer> one, Task<Integer> other) {
            return one.equals(other) || Objects.equals(one, other);
        }

        boolean isIn(List<Task<Integer>> tasks, Task<Integer> task, Object any) {
            return tasks.contains(task) || task.equals(any);
        }

        void monitor(Object lock) {
            synchronized (lock) {
                System.out.println("locked");
            }
        }
    }
}
