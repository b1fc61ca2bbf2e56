package dev.buttoncolor.web.landing;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.buttoncolor.web.http.PageServlet;
import dev.buttoncolor.web.http.Urls;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One request to a servlet, without a server between the two, and what it answered. */
final class Exchange {

  final HttpServletRequest request = mock(HttpServletRequest.class);
  final HttpServletResponse response = mock(HttpServletResponse.class);

  final AsyncContext later = mock(AsyncContext.class);
  private final Map<String, Object> attributes = new HashMap<>();
  private final Map<String, String[]> parameters = new LinkedHashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** Somebody at 203.0.113.7 who asks for JSON. */
  Exchange(String method) throws IOException {
    when(request.getMethod()).thenReturn(method);
    when(request.getRemoteAddr()).thenReturn("203.0.113.7");
    when(request.getHeader("Accept")).thenReturn("application/json");
    when(request.getHeaders("Accept"))
        .thenAnswer(call -> Collections.enumeration(Collections.singleton("application/json")));
    when(response.getOutputStream()).thenReturn(stream());
    when(request.startAsync()).thenReturn(later);
    doAnswer(call -> attributes.put(call.getArgument(0), call.getArgument(1)))
        .when(request)
        .setAttribute(any(), any());
    when(request.getAttribute(any())).thenAnswer(call -> attributes.get(call.getArgument(0)));
  }

  Exchange with(String parameter, String... values) {
    parameters.put(parameter, values);
    String query =
        parameters.entrySet().stream()
            .flatMap(
                e -> Stream.of(e.getValue()).map(value -> e.getKey() + "=" + Urls.encode(value)))
            .collect(Collectors.joining("&"));
    when(request.getQueryString()).thenReturn(query);
    when(request.getParameterMap()).thenReturn(parameters);
    return this;
  }

  Exchange to(PageServlet servlet) throws IOException {
    servlet.service(request, response);
    return this;
  }

  String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  private ServletOutputStream stream() {
    return new ServletOutputStream() {
      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException("pages are written at once");
      }

      @Override
      public void write(int b) {
        body.write(b);
      }
    };
  }
}
