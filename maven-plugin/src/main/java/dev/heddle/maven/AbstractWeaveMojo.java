package dev.heddle.maven;

import dev.heddle.transform.OutputError;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.files.ClassPath;
import dev.heddle.transform.files.DirectoryWeaver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
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

    /** Where records of the weaving are kept. */
    @Parameter(defaultValue = "${project.build.directory}/heddle", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    File records;

    /** The directory of class files. */
    abstract Path classes();

    /** Everything the classes were compiled against, their own directory included. */
    abstract List<String> classPath() throws DependencyResolutionRequiredException;

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
        DirectoryWeaver.Outcome outcome = weave();
        show(outcome.diagnostics());
        int errors = outcome.errors().size();
        if (errors > 0) {
            throw new MojoFailureException(
                    (errors == 1 ? "1 error, shown above" : errors + " errors, shown above") + "; no class was woven");
        }
        if (dump != null) {
            writePlans(outcome.plans());
        }
        getLog().info("wove " + outcome.plans().size() + " of " + outcome.classes() + " classes");
    }

    private DirectoryWeaver.Outcome weave() throws MojoExecutionException {
        Path ledger = records.toPath().resolve(classes().getFileName() + ".woven");
        NamePatterns selected = selected();
        WeaverOptions options = options();
        try (ClassPath path = ClassPath.open(classPath().stream().map(Path::of).toList())) {
            Weaver weaver = new Weaver(path, options);
            return new DirectoryWeaver(classes(), ledger, selected, weaver::weave).weave();
        } catch (OutputError bug) {
            throw new MojoExecutionException(bug.dump(records.toPath()), bug);
        } catch (DependencyResolutionRequiredException | IOException | RuntimeException e) {
            throw new MojoExecutionException("weaving " + classes() + " failed: " + e.getMessage(), e);
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
