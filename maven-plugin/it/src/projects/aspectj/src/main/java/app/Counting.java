package app;

import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Before;

/** Tells of calls that an async method makes. */
@Aspect
public class Counting {
    @Before("call(* app.Greeting.word(..))")
    public void count() {
        System.out.println("counted");
    }
}
