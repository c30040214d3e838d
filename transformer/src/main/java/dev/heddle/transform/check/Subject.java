package dev.heddle.transform.check;

import dev.heddle.transform.Dialect;
import dev.heddle.transform.parse.Hierarchy;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** A method to be checked of which nothing is known yet. */
record Subject(ClassNode owner, MethodNode method, Hierarchy hierarchy, Dialect dialect) {}
