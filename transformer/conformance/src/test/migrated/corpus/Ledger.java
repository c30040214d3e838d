package corpus;

import dev.heddle.conformance.Blocks;
import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** Monitors and locks. */
public class Ledger {
    private final Remote remote;
    private final TreeMap<String, Integer> entries = new TreeMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    public Ledger(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Integer> amount(String name) {
        return remote.call("amount of " + name, name.length());
    }

    public CompletableFuture<Integer> monitorInALambda() {
        return amount("ann").thenApply(amount -> {
            synchronized (entries) {
                return entries.merge("ann", amount, Integer::sum);
            }
        }).thenApply(all -> all + entries.size());
    }

    public CompletableFuture<Integer> lockInALambda() {
        return amount("ann").thenCompose(amount -> {
            lock.lock();
            try {
                entries.put("ann", amount);
            } finally {
                lock.unlock();
            }
            return amount("bob").thenApply(other -> other + entries.firstEntry().getValue());
        });
    }

    @Blocks
    @Stays("a lock belongs to a thread, and behind an `await` the method may be in another one")
    public CompletableFuture<Integer> joinUnderALockInALambda() {
        CompletableFuture<Integer> bob = amount("bob");
        return amount("ann").thenApply(amount -> {
            lock.lock();
            try {
                return amount + bob.join();
            } finally {
                lock.unlock();
            }
        });
    }

    @Stays("the method is `synchronized`, and would wait while holding a monitor")
    public synchronized CompletableFuture<Integer> synchronizedMethod() {
        return amount("ann").thenApply(amount -> entries.merge("ann", amount, Integer::sum));
    }

    @Stays("it returns out of a `synchronized` block")
    public CompletableFuture<Integer> outOfAMonitor() {
        synchronized (entries) {
            return amount("ann").thenApply(amount -> amount + 1);
        }
    }

    @Stays("it returns out of a `try`, which is left before the future is done, and would be left behind it")
    public CompletableFuture<Integer> outOfATry() {
        lock.lock();
        try {
            return amount("ann").thenApply(amount -> amount + 1);
        } finally {
            lock.unlock();
        }
    }

    @Blocks
    @Stays("a lock belongs to a thread, and behind an `await` the method may be in another one")
    public CompletableFuture<Integer> joinUnderALock() {
        lock.lock();
        try {
            entries.put("ann", amount("ann").join());
        } finally {
            lock.unlock();
        }
        return amount("bob");
    }

    @Blocks
    @Stays("it waits while holding a monitor")
    public CompletableFuture<Integer> joinUnderAMonitor() {
        synchronized (entries) {
            entries.put("ann", amount("ann").join());
        }
        return amount("bob");
    }
}
