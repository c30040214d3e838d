package dev.heddle.maven;

import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Weaves the test classes. */
@Mojo(
        name = "weave-test",
        defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class WeaveTestMojo extends AbstractWeaveMojo {
    @Override
    Classes kind() {
        return Classes.TEST;
    }
}
