package dev.heddle.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Tells what weaving does to each async method of the test classes, in {@code target/heddle/explain-test.html} and in {@code
 * explain-test.txt} beside it: the source with its suspension points, what is kept where and why, the state machine, the sizes of
 * the frames, and the bytecode before and after. Changes no class.
 */
@Mojo(
        name = "explain-test",
        defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class ExplainTestMojo extends AbstractExplainMojo {
    @Override
    Classes kind() {
        return Classes.TEST;
    }

    @Override
    String name() {
        return "explain-test";
    }
}
