package dev.heddle.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What virtual threads do with each other, in plain blocking Java. Stateless. */
final class PlainTasks {
    private PlainTasks() {}

    /** Starts so many threads that do nothing, one after the other, and joins each. */
    static int spawnAwait(int times) throws Exception {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = (x + VirtualThreads.start(() -> 1).get()) & 127;
        }
        return x;
    }

    /** Starts so many threads that give way once, one after the other, and joins each. */
    static int spawnSuspendJoin(int times) throws Exception {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = (x + VirtualThreads.start(PlainTasks::suspendingOne).get()) & 127;
        }
        return x;
    }

    /** Sends so many elements from one thread to another. */
    static int handOver(int capacity, int times) throws Exception {
        BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(capacity);
        FutureTask<Integer> sender = VirtualThreads.start(() -> {
            for (int i = 0; i < times; i++) {
                queue.put(1);
            }
            return times;
        });
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = (x + queue.take()) & 127;
        }
        sender.get();
        return x;
    }

    /** Takes a lock that nobody else wants, so many times. */
    static int lock(int times) {
        ReentrantLock lock = new ReentrantLock(true);
        int x = 0;
        for (int i = 0; i < times; i++) {
            lock.lock();
            try {
                x = (x + 1) & 127;
            } finally {
                lock.unlock();
            }
        }
        return x;
    }

    /** Takes a lock so many times and lets the others run while it holds it. */
    static int lockInTurn(ReentrantLock lock, int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            lock.lock();
            try {
                Thread.yield();
                x = (x + 1) & 127;
            } finally {
                lock.unlock();
            }
        }
        return x;
    }

    /** Waits with a limit of time for a thread that gives way once, so many times. */
    static int timeouts(int times) throws Exception {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = (x + VirtualThreads.start(PlainTasks::suspendingOne).get(1, TimeUnit.HOURS)) & 127;
        }
        return x;
    }

    /** So many threads that sleep at the same time, each so many microseconds as {@link Sleepers} says. */
    static int sleepers(int times) throws Exception {
        List<FutureTask<Integer>> sleeping = new ArrayList<>(times);
        for (int i = 0; i < times; i++) {
            long micros = Sleepers.micros(i);
            sleeping.add(VirtualThreads.start(() -> {
                TimeUnit.MICROSECONDS.sleep(micros);
                return 1;
            }));
        }
        int sum = 0;
        for (FutureTask<Integer> one : sleeping) {
            sum += one.get();
        }
        return sum;
    }

    private static int suspendingOne() {
        Thread.yield();
        return 1;
    }
}
