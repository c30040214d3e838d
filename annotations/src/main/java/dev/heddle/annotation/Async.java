package dev.heddle.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that may {@code await}: Heddle weaves its body into a resumable state machine.
 *
 * <p>The method returns {@code dev.heddle.Coroutine}, {@code java.util.concurrent.CompletableFuture} or
 * {@code java.util.concurrent.CompletionStage}. Any other return type is reported when the class is woven. Abstract
 * methods may carry the annotation as documentation; each implementation that awaits carries it itself.
 *
 * <p>A lambda whose body calls {@code await} is woven without the annotation, since Java cannot annotate a lambda.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Async {}
