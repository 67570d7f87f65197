declare module "htmx.org/dist/htmx.esm.js" {
  const htmx: { registerExtension(name: string, extension: object): void };
  export default htmx;
}
