package dev.heddle.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Tells what weaving does to each async method of the main classes, in {@code target/heddle/explain.html} and in {@code
 * explain.txt} beside it: the source with its suspension points, what is kept where and why, the state machine, the sizes of
 * the frames, and the bytecode before and after. Changes no class.
 */
@Mojo(
        name = "explain",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        threadSafe = true)
public final class ExplainMojo extends AbstractExplainMojo {
    @Override
    Classes kind() {
        return Classes.MAIN;
    }

    @Override
    String name() {
        return "explain";
    }
}
