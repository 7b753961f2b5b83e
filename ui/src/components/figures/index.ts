export { type ChartAxis, type ChartRow, type ChartSeries, DataChart, type DataChartProps } from "./DataChart";
export { ChartGrid, FiguresPage, StatTile, StatTiles } from "./FiguresPage";
