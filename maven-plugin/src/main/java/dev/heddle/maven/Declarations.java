package dev.heddle.maven;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The classes and methods of one source, by their places in it. Confined to the thread of the compiler. */
final class Declarations {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    Declarations(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
    }

    /** The source as class files name it, for example {@code shop/Store.java}. */
    String file() {
        ExpressionTree name = unit.getPackageName();
        String folder = name == null ? "" : name.toString().replace('.', '/') + "/";
        return folder + Path.of(unit.getSourceFile().toUri()).getFileName();
    }

    /** The line of a position; 0 where there is none. */
    long line(long position) {
        return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
    }

    /** The declaration around a position, for example {@code Store.buy(String, int)}; empty outside of all classes. */
    String around(long position) {
        List<String> names = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
                if (covers(type, position)) {
                    if (!type.getSimpleName().isEmpty()) {
                        names.add(type.getSimpleName().toString());
                    }
                    super.visitClass(type, nothing);
                }
                return null;
            }

            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                if (covers(method, position)) {
                    names.add(signature(method));
                    super.visitMethod(method, nothing);
                }
                return null;
            }
        }.scan(unit, null);
        return String.join(".", names);
    }

    private boolean covers(Tree tree, long position) {
        return positions.getStartPosition(unit, tree) <= position && position <= positions.getEndPosition(unit, tree);
    }

    private static String signature(MethodTree method) {
        return method.getParameters().stream()
                .map(parameter -> simple(parameter.getType().toString()))
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    /** Without type arguments, annotations and packages, as class files have no better. */
    private static String simple(String type) {
        String erased = type;
        for (String before = ""; !before.equals(erased); ) {
            before = erased;
            erased = erased.replaceAll("<[^<>]*>", "");
        }
        return erased.replaceAll(".*[.\\s](?=\\w+(\\[])*$)", "");
    }
}
