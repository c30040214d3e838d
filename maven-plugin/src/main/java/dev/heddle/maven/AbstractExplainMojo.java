package dev.heddle.maven;

import dev.heddle.transform.OutputError;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.explain.Explanations;
import dev.heddle.transform.files.ExplainedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * What both goals do: tell what weaving does to each async method of some classes, on a page and in a text beside it. Changes
 * no class. In the place of a woven class, what {@code weave} has kept of it is explained, or else what its source compiles to.
 */
abstract class AbstractExplainMojo extends AbstractHeddleMojo {
    /** Which classes are explained. */
    abstract Classes kind();

    /** The name of the page and the text, without what follows the dot. */
    abstract String name();

    @Override
    public final void execute() throws MojoExecutionException {
        refuseUnknownParameters();
        reportUnknownProperties();
        Path classes = folder(kind());
        if (skip || !Files.isDirectory(classes)) {
            getLog().info(skip ? "explaining is skipped" : "there are no classes to explain");
            return;
        }
        Explanations told = explain(classes);
        Path page = records.toPath().resolve(name() + ".html");
        try {
            Files.createDirectories(page.getParent());
            Files.writeString(page, told.page());
            Files.writeString(page.resolveSibling(name() + ".txt"), told.text());
        } catch (IOException e) {
            throw new MojoExecutionException("writing " + page + " failed: " + e.getMessage(), e);
        }
        if (told.errors() > 0) {
            getLog().warn("classes with errors cannot be woven, and so are not explained; the page shows the errors");
        }
        getLog().info("explained " + told.summary() + ": " + page);
    }

    private Explanations explain(Path classes) throws MojoExecutionException {
        NamePatterns selected = selected();
        WeaverOptions options = options();
        try {
            return ExplainedClasses.of(
                    classes, project.getName(), selected, classPath(kind()), options, sources(), compiled(kind()));
        } catch (OutputError bug) {
            throw reported(bug);
        } catch (IOException | RuntimeException e) {
            throw new MojoExecutionException("explaining " + classes + " failed: " + e.getMessage(), e);
        }
    }
}
