/** Rewrites {@code @Async} methods of class files into resumable state machines. */
module dev.heddle.transform {
    requires org.objectweb.asm;
    requires org.objectweb.asm.commons;
    requires org.objectweb.asm.tree;
    requires org.objectweb.asm.tree.analysis;
    requires static java.compiler;
    requires static java.instrument;
    requires static jdk.compiler;
    requires static org.jspecify;

    exports dev.heddle.transform;
    exports dev.heddle.transform.explain;
    exports dev.heddle.transform.files;
}
