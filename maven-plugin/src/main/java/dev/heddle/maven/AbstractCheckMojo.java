package dev.heddle.maven;

import dev.heddle.transform.Diagnostic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** What both goals do: fail the build when there is code that is not woven, or only in part. Nothing is written. */
abstract class AbstractCheckMojo extends AbstractHeddleMojo {
    /** The folders and archives of classes that are there. */
    abstract List<Path> places();

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        refuseUnknownParameters();
        reportUnknownProperties();
        if (skip) {
            getLog().info("checking is skipped");
            return;
        }
        List<Diagnostic> findings = new ArrayList<>();
        for (Path place : places()) {
            findings.addAll(verify(place, classPath(Classes.TEST).stream()));
        }
        refuse(tolerance().refused(findings), "");
    }
}
