package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.fail;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Weaver;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a class file, weaving it comes to a result: woven, unchanged or rejected, and soon.
 * {@code -Dheddle.damage.seed=} begins elsewhere.
 */
final class DamagedClassFilesTest {
    private static final long SEED = Long.getLong("heddle.damage.seed", 1);
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final SortedMap<String, byte[]> compiled = Sources.in("cases").classFiles();
    private final List<byte[]> classFiles = List.copyOf(compiled.values());

    @Test
    void weavingDamagedClassFilesComesToAResult() {
        weave(2_000);
    }

    @Test
    @Tag("proof")
    void weavingManyDamagedClassFilesComesToAResult() {
        weave(200_000);
    }

    private void weave(int mutants) {
        LongStream.range(SEED, SEED + mutants).forEach(this::weave);
    }

    private void weave(long seed) {
        byte[] damaged = new Damage(seed).of(classFiles);
        ClassBytes others = seed % 2 == 0 ? Program.classPath(compiled) : ClassBytes.NONE;
        try {
            Assertions.assertTimeoutPreemptively(LONGEST, () -> new Weaver(others).weave(damaged));
        } catch (Throwable stray) {
            fail("-Dheddle.damage.seed=" + seed, stray);
        }
    }
}
