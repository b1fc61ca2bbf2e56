package dev.buttoncolor.web.landing;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.buttoncolor.web.http.PageServlet;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One request to a servlet, without a server between the two, and what it answered. */
final class Exchange {

  final HttpServletRequest request = mock(HttpServletRequest.class);
  final HttpServletResponse response = mock(HttpServletResponse.class);

  final AsyncContext later = mock(AsyncContext.class);
  private final Map<String, String[]> parameters = new LinkedHashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** A request from 203.0.113.7 that asks for JSON. */
  Exchange(String method) throws IOException {
    when(request.getMethod()).thenReturn(method);
    when(request.getRemoteAddr()).thenReturn("203.0.113.7");
    when(request.getHeaders("Accept")).thenReturn(lines("application/json"));
    when(request.getInputStream()).thenReturn(emptyInput());
    when(response.getOutputStream()).thenReturn(output());
    when(request.startAsync()).thenReturn(later);
    when(later.getRequest()).thenReturn(request);
    when(later.getResponse()).thenReturn(response);
    doAnswer(
            call -> {
              call.<Runnable>getArgument(0).run();
              return null;
            })
        .when(later)
        .start(any());
  }

  Exchange with(String parameter, String... values) {
    parameters.put(parameter, values);
    String query =
        parameters.entrySet().stream()
            .flatMap(
                e ->
                    Stream.of(e.getValue())
                        .map(
                            value ->
                                e.getKey()
                                    + "="
                                    + URLEncoder.encode(value, StandardCharsets.UTF_8)))
            .collect(Collectors.joining("&"));
    when(request.getQueryString()).thenReturn(query);
    return this;
  }

  /** Asks for HTML, as a browser does. */
  Exchange asBrowser() {
    when(request.getHeaders("Accept")).thenReturn(lines("text/html"));
    return this;
  }

  private static Enumeration<String> lines(String line) {
    return Collections.enumeration(List.of(line));
  }

  Exchange to(PageServlet servlet) throws IOException {
    servlet.service(request, response);
    return this;
  }

  String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  private static ServletInputStream emptyInput() {
    return new ServletInputStream() {
      @Override
      public int read() {
        return -1;
      }

      @Override
      public boolean isFinished() {
        return true;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException("bodies are read at once");
      }
    };
  }

  private ServletOutputStream output() {
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
