export { type Acting, logSignalContact, type Play, SignalPlays } from "./SignalPlays";
