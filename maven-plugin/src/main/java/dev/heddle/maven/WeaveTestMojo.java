package dev.heddle.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Weaves the test classes. */
@Mojo(name = "weave-test", defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES, threadSafe = true)
public final class WeaveTestMojo extends AbstractMojo {
    @Override
    public void execute() {}
}
