/**
 * What all servlets share: reading parameters, writing answers, turning failures into pages,
 * headers and static files.
 */
package dev.buttoncolor.web.http;
