package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.Sleep;
import dev.heddle.sync.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of names. A name is looked up once for all who ask at the same time, by a task of the loop, and no
 * question takes longer than its deadline, however long the system takes. Answers are remembered.
 *
 * <p>Confined to the loop it was opened on.
 */
public final class Resolver {
    /** Four numbers below 256: what is an address already. */
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|\\d?\\d)(\\.(?!$)|$)){4}");

    private final Loop home = Loop.current();
    private final ResolverOptions options;
    private final Map<String, Answer> answers;

    /** A question that is being asked, or what came of it. */
    private static final class Answer {
        private final Event known = new Event();
        private final long askedAt;

        /** Null if there was a failure instead. */
        private @Nullable List<InetAddress> found;

        private @Nullable IOException failure;

        /** When it is to be forgotten; valid once it is known. */
        private long validUntil;

        private Answer(long askedAt) {
            this.askedAt = askedAt;
        }

        private boolean isForgotten(long now) {
            return known.isSet() && now - validUntil >= 0;
        }
    }

    private Resolver(ResolverOptions options) {
        this.options = options;
        this.answers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
                return size() > options.size;
            }
        };
    }

    /** A resolver for the loop of this thread, which remembers nothing yet. */
    public static Resolver open(ResolverOptions options) {
        return new Resolver(options);
    }

    /** The resolver of the loop of this thread, which all use that name no other. */
    public static Resolver current() {
        return Scheduler.current().one(Resolver.class, () -> open(ResolverOptions.defaults()));
    }

    /**
     * The addresses of a name, the best first, at least one. A number is its own address. A suspension point, unless the
     * answer is remembered; cancelled, it leaves the question to others who ask it.
     *
     * @return fails with an {@link UnknownHostException} if there is no such name, with a {@link SocketTimeoutException} if
     *     there is no answer before the deadline
     */
    @Async
    public Coroutine<List<InetAddress>> resolve(String host) throws IOException {
        requireHome();
        if (host.indexOf(':') >= 0 || IPV4.matcher(host).matches()) {
            return done(List.of(InetAddress.getByName(host)));
        }
        String name = host.toLowerCase(Locale.ROOT);
        Answer answer = answerFor(name);
        if (!answer.known.isSet()) {
            await(moveOnAfter(options.deadline, wait(answer)));
        }
        if (!answer.known.isSet()) {
            if (home.nanos() - answer.askedAt >= Sleep.nanosOf(options.deadline)) {
                answers.remove(name, answer);
            }
            throw new SocketTimeoutException(
                    "no address of " + host + " within " + options.deadline.toMillis() + " milliseconds");
        }
        if (answer.found == null) {
            throw again(answer.failure);
        }
        return done(answer.found);
    }

    private void requireHome() {
        Loop here = Loop.current();
        if (here != home) {
            throw new IllegalStateException("a resolver of " + home + " cannot be used in " + here);
        }
    }

    private Answer answerFor(String name) {
        long now = home.nanos();
        Answer known = answers.get(name);
        if (known != null && !known.isForgotten(now)) {
            return known;
        }
        Answer asked = new Answer(now);
        answers.put(name, asked);
        home.rootScope().spawnDaemon("look up " + name, ask(name, asked));
        return asked;
    }

    @Async
    private Coroutine<Void> ask(String name, Answer answer) {
        long memory = 0;
        try {
            List<InetAddress> found = await(options.lookup.lookUp(name));
            if (found.isEmpty()) {
                throw new UnknownHostException(name);
            }
            answer.found = List.copyOf(found);
            memory = Sleep.nanosOf(options.memory);
        } catch (UnknownHostException unknown) {
            answer.failure = unknown;
            memory = Sleep.nanosOf(options.memoryOfUnknown);
        } catch (IOException failure) {
            answer.failure = failure;
        } catch (Throwable failure) {
            answer.failure = new IOException("looking up " + name + " failed", failure);
            throw failure;
        } finally {
            answer.validUntil = home.nanos() + Math.min(memory, Long.MAX_VALUE / 2);
            answer.known.set();
        }
        return done();
    }

    @Async
    private static Coroutine<Boolean> wait(Answer answer) {
        await(answer.known);
        return done(true);
    }

    /** An exception for one of those who asked, with the stack of the lookup as its cause. */
    private static IOException again(@Nullable IOException failure) {
        String message = String.valueOf(failure == null ? null : failure.getMessage());
        IOException again =
                failure instanceof UnknownHostException ? new UnknownHostException(message) : new IOException(message);
        again.initCause(failure);
        return again;
    }
}
