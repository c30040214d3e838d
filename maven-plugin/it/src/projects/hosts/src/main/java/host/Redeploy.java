package host;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.loader.WebappLoader;
import org.apache.catalina.startup.Tomcat;

/**
 * Deploys a web application in Tomcat, asks it for its greeting and takes it away again, so many times; then tells what
 * became of its class loaders. Arguments: the folder of the application, how often.
 */
public class Redeploy {
    private static final int WARM = 50;

    /** Tomcat itself leaves some kilobytes each time, 3 % in all; a class loader that stays takes more than ten times that. */
    private static final double FLAT = 1.1;

    public static void main(String[] args) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setPort(0);
        tomcat.start();
        HttpClient client = HttpClient.newHttpClient();
        URI page = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + "/");
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        long warm = 0;
        int cycles = Integer.parseInt(args[1]);
        for (int i = 1; i <= cycles; i++) {
            Context application = new StandardContext();
            application.setPath("");
            application.setName("");
            application.setDocBase(args[0]);
            application.addLifecycleListener(new Tomcat.FixContextListener());
            application.setParentClassLoader(Redeploy.class.getClassLoader());
            application.setLoader(new WebappLoader());
            tomcat.getHost().addChild(application);
            Tomcat.addServlet(application, "greeting", "web.Greeting");
            application.addServletMappingDecoded("/*", "greeting");
            loaders.add(new WeakReference<>(application.getLoader().getClassLoader()));
            String greeting = client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            if (!greeting.equals("hello web")) {
                throw new AssertionError(greeting);
            }
            tomcat.getHost().removeChild(application);
            if (i == Math.min(WARM, cycles)) {
                warm = metaspace();
            }
        }
        long end = metaspace();
        long alive = loaders.stream().filter(loader -> loader.get() != null).count();
        System.out.println("loaders alive: " + (alive <= 2 ? "the last ones" : alive + " of " + cycles));
        System.out.println("metaspace: " + (end < warm * FLAT ? "flat" : "from " + warm + " to " + end));
        tomcat.stop();
        tomcat.destroy();
    }

    /** Bytes in use when what can be collected has been. */
    private static long metaspace() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                if (pool.getName().equals("Metaspace")) {
                    least = Math.min(least, pool.getUsage().getUsed());
                }
            }
        }
        return least;
    }
}
