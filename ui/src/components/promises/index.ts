export { DirectionMark } from "./DirectionMark";
export { KeptRateText } from "./KeptRateText";
export { PromiseMenu } from "./PromiseLine";
export { PromiseLines } from "./PromiseLines";
export { useSettledWords } from "./useSettle";
