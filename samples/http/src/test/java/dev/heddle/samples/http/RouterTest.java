package dev.heddle.samples.http;

import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class RouterTest {
    private static final Handler NAMES = request -> done(Response.text("by name " + request.parameter("name")));

    private final Router router = new Router()
            .get("/", Response.text("root"))
            .get("/a", Response.text("a"))
            .get("/a/", Response.text("a folder"))
            .get("/a/b c", Response.text("a space"))
            .get("/a/{name}", NAMES)
            .post("/a/{name}", request -> done(Response.text("posted")))
            .get("/a/{x}/b/{y}", request -> done(Response.text(request.parameter("x") + "+" + request.parameter("y"))))
            .get("/a/c/d", Response.text("written out"))
            .get("/rest/{path...}", request -> done(Response.text("rest " + request.parameter("path"))))
            .get("/rest/known", Response.text("known"));

    private void expect(String method, String target, int status, String body) {
        assertThat(TestServer.run(router, server -> {
                    try (RawClient client = server.connect()) {
                        client.send(method + " " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
                        RawClient.Answer answer = client.answer(method);
                        assertThat(answer.status()).as(target).isEqualTo(status);
                        assertThat(answer.body() + answer.head()).as(target).contains(body);
                    }
                }))
                .isEmpty();
    }

    @Test
    void aPathChoosesTheHandler() {
        expect("GET", "/", 200, "root");
        expect("GET", "http://a", 200, "root");
        expect("GET", "/?query", 200, "root");
        expect("GET", "/a", 200, "a");
        expect("GET", "/a/", 200, "a folder");
        expect("GET", "/a/x", 200, "by name x");
        expect("GET", "/a/x/b/y", 200, "x+y");
        expect("GET", "/a/c/d", 200, "written out");
        expect("GET", "/a/c/b/e", 200, "c+e");
        expect("GET", "/b", 404, "");
        expect("GET", "/a/x/", 404, "");
        expect("GET", "//", 404, "");
    }

    @Test
    void percentSignsAreReadBeforePathsAreCompared() {
        expect("GET", "/%61", 200, "a");
        expect("GET", "/a/b%20c", 200, "a space");
        expect("GET", "/a/b%2Fc", 200, "by name b/c");
        expect("GET", "/a/%e2%82%ac", 200, "by name \u00e2\u0082\u00ac");
    }

    @Test
    void theRestOfAPathIsOneParameter() {
        expect("GET", "/rest/", 200, "rest ");
        expect("GET", "/rest/x/y/", 200, "rest x/y/");
        expect("GET", "/rest/known", 200, "known");
        expect("GET", "/rest/known/not", 200, "rest known/not");
        expect("GET", "/rest", 404, "");
    }

    @Test
    void methodsThatAPathDoesNotHaveAreToldWhichItHas() {
        expect("POST", "/a/x", 200, "posted");
        expect("HEAD", "/a", 200, "Content-Length: 1\r\n");
        expect("DELETE", "/a/x", 405, "Allow: GET, HEAD, OPTIONS, POST\r\n");
        expect("OPTIONS", "/a", 204, "Allow: GET, HEAD, OPTIONS\r\n");
        expect("BREW", "/b", 404, "");
        expect("OPTIONS", "*", 204, "");
    }

    @Test
    void patternsThatCanNotBeMeantAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> router.get("a", NAMES));
        assertThatIllegalArgumentException().isThrownBy(() -> router.get("/a/{other}", NAMES));
        assertThatIllegalArgumentException().isThrownBy(() -> router.get("/{rest...}/a", NAMES));
    }

    @Test
    void aHeaderCannotSmuggleAnother() {
        Response response = Response.empty(204);
        assertThatIllegalArgumentException().isThrownBy(() -> response.header("X", "a\r\nY: b"));
        assertThatIllegalArgumentException().isThrownBy(() -> response.header("X: a", "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> response.header("", "b"));
    }
}
