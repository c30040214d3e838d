package web;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Answers each request with a coroutine that has suspended. */
public class Greeting extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(Loop.run(greet(CompletableFuture.supplyAsync(() -> "web"))));
    }

    @Async
    static Coroutine<String> greet(CompletableFuture<String> name) {
        return done("hello " + await(name));
    }
}
