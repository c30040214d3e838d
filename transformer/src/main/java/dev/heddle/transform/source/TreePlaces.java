package dev.heddle.transform.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Where javac's trees stand, in the words that class files have for it. Needs trees that javac has attributed. Confined to
 * the thread of the compiler.
 */
public final class TreePlaces {
    private final Trees trees;
    private final Elements elements;

    /** Of the trees of a compilation. */
    public TreePlaces(JavacTask task) {
        this.trees = Trees.instance(task);
        this.elements = task.getElements();
    }

    /** The source as class files name it, for example {@code shop/Store.java}. */
    public static String file(CompilationUnitTree unit) {
        ExpressionTree name = unit.getPackageName();
        String folder = name == null ? "" : name.toString().replace('.', '/') + "/";
        String path = unit.getSourceFile().getName().replace('\\', '/');
        return folder + path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * The declaration around a tree, for example {@code Store$Shelf.buy(String, int)}, which of a lambda is that in which it
     * stands; empty outside of all classes. A class of which javac knows nothing is passed over.
     */
    public String around(TreePath at) {
        String member = "";
        for (TreePath path = at; path != null; path = path.getParentPath()) {
            Tree tree = path.getLeaf();
            if (tree instanceof MethodTree method) {
                member = signature(method);
            } else if (!(tree instanceof ClassTree)) {
                member = member.isEmpty() && path.getParentPath() != null
                        ? initialiser(tree, path.getParentPath().getLeaf())
                        : member;
            } else if (trees.getElement(path) instanceof TypeElement type) {
                String name = elements.getBinaryName(type).toString();
                return name.substring(name.lastIndexOf('.') + 1) + (member.isEmpty() ? "" : "." + member);
            } else {
                member = "";
            }
        }
        return member;
    }

    /** What runs the code of a field or a block: a constructor, or what initialises the class. */
    private static String initialiser(Tree tree, Tree parent) {
        if (!(parent instanceof ClassTree owner)) {
            return "";
        }
        if (tree instanceof VariableTree field) {
            boolean isStatic = field.getModifiers().getFlags().contains(Modifier.STATIC)
                    || owner.getKind() == Tree.Kind.INTERFACE
                    || owner.getKind() == Tree.Kind.ANNOTATION_TYPE;
            return isStatic ? "static { }" : "<init>()";
        }
        return tree instanceof BlockTree block ? block.isStatic() ? "static { }" : "<init>()" : "";
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
