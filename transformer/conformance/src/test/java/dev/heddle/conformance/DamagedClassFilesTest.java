package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.fail;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Weaver;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a class file, woven or not, weaving it comes to a result: woven, unchanged or rejected, and soon.
 * {@code -Dheddle.seeds=1000-1999} for other damage.
 */
final class DamagedClassFilesTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final SortedMap<String, byte[]> compiled = Sources.in("cases").classFiles();
    private final List<byte[]> classFiles = List.copyOf(compiled.values());
    private final List<byte[]> woven =
            List.copyOf(Program.woven(compiled).classFiles().values());

    @Test
    void weavingDamagedClassFilesComesToAResult() {
        weave(2_000);
    }

    @Test
    @Tag("proof")
    void weavingManyDamagedClassFilesComesToAResult() {
        weave(200_000);
    }

    /** Classes that have been woven are in every jar, but less is read of them. */
    private void weave(int mutants) {
        Seeds.chosenOr(1, mutants).forEach(seed -> weave(seed, seed % 5 == 0 ? woven : classFiles));
    }

    private void weave(long seed, List<byte[]> originals) {
        byte[] damaged = new Damage(seed).of(originals);
        ClassBytes others = seed % 2 == 0 ? Program.classPath(compiled) : ClassBytes.NONE;
        try {
            Assertions.assertTimeoutPreemptively(LONGEST, () -> new Weaver(others).weave(damaged));
        } catch (Throwable stray) {
            fail("-Dheddle.seeds=" + seed, stray);
        }
    }
}
