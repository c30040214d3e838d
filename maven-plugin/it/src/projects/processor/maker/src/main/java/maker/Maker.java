package maker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Writes a class with an async method for each annotated one. */
@SupportedAnnotationTypes("maker.Greeted")
public class Maker extends AbstractProcessor {
    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            for (Element each : round.getElementsAnnotatedWith(annotation)) {
                write(each + "Greeter", each.getSimpleName() + "Greeter");
            }
        }
        return false;
    }

    private void write(String name, String simpleName) {
        try (Writer file = processingEnv.getFiler().createSourceFile(name).openWriter()) {
            file.write("package app;\n"
                    + "import static dev.heddle.Coroutines.*;\n"
                    + "import dev.heddle.Coroutine;\n"
                    + "import dev.heddle.annotation.Async;\n"
                    + "import java.util.concurrent.CompletableFuture;\n"
                    + "final class " + simpleName + " {\n"
                    + "    @Async static Coroutine<String> greet(CompletableFuture<String> name) {\n"
                    + "        return done(\"hello \" + await(name));\n"
                    + "    }\n"
                    + "}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
