/** The program of a volume's maximum projection: along each line of sight the strongest of the cells that it meets. */

export const CLOUD_VERTEX = `
out vec3 vFar;
void main() {
  vFar = (modelMatrix * vec4(position, 1.0)).xyz;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

export const CLOUD_FRAGMENT = `
precision highp sampler3D;
uniform sampler3D uCells;
uniform sampler2D uColours;
uniform float uPivot;
uniform vec3 uLow;
uniform vec3 uHigh;
uniform int uSteps;
uniform vec3 uCut;
uniform vec3 uCutTowards;
in vec3 vFar;
out vec4 pixel;
bool isCutAt(vec3 place) {
  if (uCutTowards == vec3(0.0)) return false;
  vec3 beyond = mix((place - uCut) * uCutTowards, vec3(1.0), equal(uCutTowards, vec3(0.0)));
  return min(beyond.x, min(beyond.y, beyond.z)) > 0.0;
}
void main() {
  vec3 way = vFar - cameraPosition;
  vec3 one = (uLow - cameraPosition) / way;
  vec3 other = (uHigh - cameraPosition) / way;
  vec3 nearest = min(one, other);
  vec3 farthest = max(one, other);
  float from = max(0.0, max(nearest.x, max(nearest.y, nearest.z)));
  float until = min(farthest.x, min(farthest.y, farthest.z));
  if (until <= from) discard;
  float best = -1.0;
  float value = 0.0;
  for (int n = 0; n < uSteps; n++) {
    vec3 place = cameraPosition + way * mix(from, until, (float(n) + 0.5) / float(uSteps));
    // Along x go columns of the texture, along z its lines, along y its layers.
    vec4 cell = texture(uCells, ((place - uLow) / (uHigh - uLow)).xzy);
    float strength = abs(cell.r - uPivot);
    if (cell.g < 0.5 || strength <= best || isCutAt(place)) continue;
    best = strength;
    value = cell.r;
  }
  if (best < 0.0) discard;
  pixel = texelFetch(uColours, ivec2(int(value * 255.0 + 0.5), 0), 0);
  if (pixel.a < 0.5) discard;
}`;
