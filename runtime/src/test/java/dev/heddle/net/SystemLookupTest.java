package dev.heddle.net;

import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.NioEngine;
import dev.heddle.net.SystemLookup.LookupRefused;
import dev.heddle.scheduling.BlockingThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A system that does not answer for a long time, asked on real threads. */
@Timeout(60)
class SystemLookupTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final CountDownLatch allAsked = new CountDownLatch(SystemLookup.LIMIT);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger questions = new AtomicInteger();
    private LoopThread loop;

    @BeforeEach
    void open() throws Exception {
        loop = new LoopThread(NioEngine.open());
    }

    @AfterEach
    void close() throws Exception {
        answers.countDown();
        loop.close();
    }

    private InetAddress[] hang(String host) {
        questions.incrementAndGet();
        allAsked.countDown();
        try {
            answers.await();
        } catch (InterruptedException stop) {
            throw new AssertionError(host + " is asked for on a thread that is interrupted", stop);
        }
        return new InetAddress[] {HERE};
    }

    private Resolver resolver(LoopThread home, Duration deadline) throws Exception {
        SystemLookup system = new SystemLookup(this::hang, BlockingThreads::start);
        ResolverOptions options =
                ResolverOptions.defaults().lookup(system::lookUp).within(deadline);
        return home.call(() -> Resolver.open(options));
    }

    /** Asks for as many names as the system can be asked for, each of which hangs. */
    private List<LoopThread.Started<List<InetAddress>>> askForAll(LoopThread home, Resolver resolver) throws Exception {
        List<LoopThread.Started<List<InetAddress>>> asked = new ArrayList<>();
        for (int i = 0; i < SystemLookup.LIMIT; i++) {
            asked.add(home.start(resolver.resolve("host" + i + ".test")));
        }
        assertThat(allAsked.await(30, TimeUnit.SECONDS)).isTrue();
        return asked;
    }

    @Test
    void theLoopGoesOnWhileTheSystemDoesNotAnswer() throws Exception {
        var asked = askForAll(loop, resolver(loop, Duration.ofDays(1)));
        loop.await(sleep(Duration.ofMillis(1)));
        assertThat(asked).noneMatch(LoopThread.Started::isDone);
        answers.countDown();
        for (var each : asked) {
            assertThat(each.join()).containsExactly(HERE);
        }
    }

    @Test
    void furtherNamesAreRefusedUntilThereIsAnAnswer() throws Exception {
        Resolver resolver = resolver(loop, Duration.ofDays(1));
        var asked = askForAll(loop, resolver);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> loop.await(resolver.resolve("one-more.test")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("one-more.test is not looked up, as 32 other names wait for the system's answer")
                    .hasCauseInstanceOf(LookupRefused.class);
        }
        assertThat(loop.await(resolver.resolve("127.0.0.1"))).containsExactly(InetAddress.getByName("127.0.0.1"));
        answers.countDown();
        asked.get(0).join();
        assertThat(loop.await(resolver.resolve("one-more.test"))).containsExactly(HERE);
    }

    @Test
    void aQuestionThatNobodyWaitsForAnyMoreStillHasItsThread() throws Exception {
        Resolver resolver = resolver(loop, Duration.ofMillis(50));
        for (var each : askForAll(loop, resolver)) {
            assertThatThrownBy(each::join).isInstanceOf(SocketTimeoutException.class);
        }
        assertThatThrownBy(() -> loop.await(resolver.resolve("host0.test"))).hasCauseInstanceOf(LookupRefused.class);
        assertThat(questions).hasValue(SystemLookup.LIMIT);
    }

    @Test
    void aLoopEndsWhileTheSystemDoesNotAnswer() throws Exception {
        LoopThread ending = new LoopThread(NioEngine.open());
        var asked = askForAll(ending, resolver(ending, Duration.ofDays(1)));
        ending.close();
        assertThat(asked).allMatch(LoopThread.Started::isDone);
        assertThat(answers.getCount()).isOne();
    }

    @Test
    void aThreadThatCannotBeStartedTakesNoPlace() throws Exception {
        List<String> reports = new CopyOnWriteArrayList<>();
        LoopThread home = new LoopThread(NioEngine.open(), (sentence, failure) -> reports.add(sentence));
        AtomicInteger started = new AtomicInteger();
        answers.countDown();
        SystemLookup system = new SystemLookup(this::hang, work -> {
            if (started.getAndIncrement() < SystemLookup.LIMIT) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            BlockingThreads.start(work);
        });
        Resolver resolver =
                home.call(() -> Resolver.open(ResolverOptions.defaults().lookup(system::lookUp)));
        for (int i = 0; i < SystemLookup.LIMIT; i++) {
            assertThatThrownBy(() -> home.await(resolver.resolve("host.test")))
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(IOException.class)
                    .hasRootCauseInstanceOf(OutOfMemoryError.class);
        }
        assertThat(home.await(resolver.resolve("host.test"))).containsExactly(HERE);
        home.close();
        assertThat(reports)
                .isNotEmpty()
                .allMatch(report -> report.matches("task `look up host\\.test`, spawned as"
                        + " dev\\.heddle\\.net\\.\\S+\\(\\S+\\), failed, and nobody awaited it"));
    }
}
