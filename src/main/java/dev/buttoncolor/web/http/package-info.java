/**
 * What all servlets share: reading parameters, writing answers, turning failures into pages,
 * headers and static files. Imports no other room.
 */
package dev.buttoncolor.web.http;
