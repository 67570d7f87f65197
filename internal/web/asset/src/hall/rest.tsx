/** The pages of the room that the first screens do not need: items, opinions, tasks, votes, the end, the reading, this device. */
import { AssignPage, ResolutionPage } from "./view/assign";
import { ClosePage, LacksPage, PraisePage, ScorePage } from "./view/close";
import { DevicePage, DisputesPage } from "./view/device";
import { DutiesPage, GuestPage } from "./view/guest";
import { AheadPage, InterpreterPage, ReadToPage } from "./view/heard";
import { ItemPage } from "./view/item";
import { JudgePage } from "./view/judge";
import { OpinionPage, UnwrittenPage, WordsPage } from "./view/opinion";
import { RemindPage, ReservePage } from "./view/quiet";
import { OrderPage, SwapPage } from "./view/order";
import { ConfirmPage, EditPage, ReadPage } from "./view/read";
import { VotePage } from "./view/vote";

export function page(what: string, a: string, b: string) {
  switch (what) {
    case "muc":
      return <ItemPage key={a} id={a} />;
    case "y-kien":
      return <OpinionPage key={a + b} item={a} member={b} />;
    case "loi":
      return <WordsPage key={a} id={a} />;
    case "can-ghi":
      return <UnwrittenPage />;
    case "danh-gia":
      return <JudgePage key={a} task={a} />;
    case "nghi-quyet":
      return <ResolutionPage />;
    case "giao-viec":
      return <AssignPage key={a} item={a} />;
    case "viec":
      return <AssignPage key={a} id={a} />;
    case "bieu-quyet":
      return <VotePage key={a + b} what={a} item={b} />;
    case "bieu-duong":
      return <PraisePage />;
    case "khach":
      return <GuestPage />;
    case "phien-dich":
      return <InterpreterPage />;
    case "gui-truoc":
      return <AheadPage key={a} about={a} />;
    case "doc-cho":
      return <ReadToPage key={a} id={a} />;
    case "doi-cho":
      return <SwapPage key={a} id={a} />;
    case "thu-tu":
      return <OrderPage />;
    case "phan-cong":
      return <DutiesPage />;
    case "bao-luu":
      return <ReservePage />;
    case "nhac-nho":
      return <RemindPage />;
    case "ket-thuc":
      return <ClosePage />;
    case "cham-diem":
      return <ScorePage />;
    case "can-sua":
      return <LacksPage />;
    case "doc-lai":
      return <ReadPage key={a} n={Number(a) || 1} />;
    case "sua":
      return <EditPage key={a} part={a} n={Number(b) || 1} />;
    case "xac-nhan":
      return <ConfirmPage />;
    case "chon":
      return <DisputesPage />;
  }
  return <DevicePage />;
}
