package dev.heddle.maven;

import dev.heddle.transform.OutputError;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.files.ClassPath;
import dev.heddle.transform.files.DirectoryWeaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What both goals do: weave the class files of one output directory of a project in place, show all messages, and fail
 * the build when a class cannot be woven. Classes are read as files; none is loaded.
 */
abstract class AbstractWeaveMojo extends AbstractHeddleMojo {
    /** What to write down of the weaving: {@code plan} writes the plan of each class woven to {@code heddle/plans}. */
    @Parameter(property = "heddle.dump")
    @Nullable
    String dump;

    /**
     * What is verified: {@code written}, each class before it is written, which is the default, or {@code all}, afterwards
     * also those that were woven earlier or by someone else, as the goal {@code check} does.
     */
    @Parameter(property = "heddle.verify", defaultValue = "written")
    String verify = "written";

    /** Which classes are woven. */
    abstract Classes kind();

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        refuseUnknownParameters();
        reportUnknownProperties();
        if (skip) {
            getLog().info("weaving is skipped");
            return;
        }
        if (dump != null && !dump.equals("plan")) {
            throw new MojoExecutionException("`heddle.dump` is `" + dump + "`; it can be `plan`");
        }
        if (!verify.equals("written") && !verify.equals("all")) {
            throw new MojoExecutionException("`heddle.verify` is `" + verify + "`; it can be `written` or `all`");
        }
        Stopwatch watch = getLog().isDebugEnabled() ? new Stopwatch() : null;
        DirectoryWeaver.Outcome outcome = weave();
        show(outcome.diagnostics());
        refuse(outcome.refused(), "; no class was woven");
        if (dump != null) {
            writePlans(outcome.plans());
        }
        getLog().info("wove " + outcome.plans().size() + " of " + outcome.classes() + " classes");
        if (watch != null) {
            getLog().debug("weaving took " + watch.read());
        }
        if (verify.equals("all") && Files.isDirectory(folder(kind()))) {
            refuse(tolerance().refused(verify(folder(kind()), classPath(kind()).stream())), "");
        }
    }

    private DirectoryWeaver.Outcome weave() throws MojoExecutionException {
        WeaverOptions options = options();
        DirectoryWeaver.Choices choices = new DirectoryWeaver.Choices(
                selected(),
                settings(options) + "\n" + tolerance(),
                tolerance(),
                new ProgressLog(getLog()::info, System::nanoTime));
        Path classes = folder(kind());
        try (ClassPath path = ClassPath.open(classPath(kind()))) {
            Weaver weaver = new Weaver(path, options, sources());
            return new DirectoryWeaver(classes, records(kind()), weaver::weave, choices).weave();
        } catch (OutputError bug) {
            throw reported(bug);
        } catch (IOException | RuntimeException e) {
            throw new MojoExecutionException("weaving " + classes + " failed: " + e.getMessage(), e);
        }
    }

    private void writePlans(SortedMap<String, String> plans) throws MojoExecutionException {
        try {
            for (Map.Entry<String, String> plan : plans.entrySet()) {
                Path file = records.toPath().resolve("plans").resolve(plan.getKey() + ".txt");
                Files.createDirectories(file.getParent());
                Files.writeString(file, plan.getValue());
            }
        } catch (IOException e) {
            throw new MojoExecutionException("writing the plans failed: " + e.getMessage(), e);
        }
    }
}
