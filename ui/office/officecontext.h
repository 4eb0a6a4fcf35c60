#pragma once

#include "models/replica/activityfeed.h"
#include "models/replica/deadlinerules.h"
#include "models/replica/dispatchrules.h"
#include "models/replica/importer.h"
#include "models/replica/intakecommands.h"
#include "models/replica/messagereplica.h"
#include "models/replica/officecommands.h"
#include "models/replica/officereplica.h"
#include "models/replica/samplebook.h"
#include "models/replica/serverdesk.h"
#include "models/replica/templatebook.h"
#include "models/replica/undohistory.h"
#include "models/replica/viewbook.h"
#include "ui/office/plumberhistory.h"

#include <QSettings>

#include <functional>

namespace pl::stats {
class OfferReader;
}

namespace pl::ui {

struct BillingContext;
struct CustomerContext;
struct FileContext;
struct SourceContext;
struct UpdateContext;

/// What every view works on, put together once after sign-in and handed down by reference. Everything in it outlives
/// the window.
struct OfficeContext
{
    replica::OfficeReplica &replica;
    replica::OfficeCommands &commands;
    replica::UndoHistory &undo;
    QSettings &settings; ///< column widths, sorting, splitters, the last view
    QString userEmail;
    bool isAdmin = false;
    QString serverName; ///< host of the server, for the status line
    std::function<Timestamp()> clock = &Timestamp::now;
    BillingContext *billing = nullptr;          ///< for admins alone
    replica::DispatchRules *dispatch = nullptr; ///< for admins alone
    replica::MessageReplica *messages = nullptr;
    replica::SampleBook *samples = nullptr; ///< for admins alone
    replica::IntakeCommands *intake = nullptr;
    SourceContext *sources = nullptr;      ///< for admins alone
    const FileContext *files = nullptr;    ///< without it, nothing is exported or printed
    stats::OfferReader *offers = nullptr;  ///< without it, there is no dashboard
    replica::Importer *importer = nullptr; ///< for admins alone
    replica::ViewBook *views = nullptr;
    replica::ActivityFeed *activity = nullptr;
    replica::ServerDesk *server = nullptr;       ///< for admins alone
    replica::TemplateBook *templates = nullptr;  ///< for admins alone
    PlumberHistory plumberHistory = {};          ///< without it, a plumber's pane has none
    replica::DeadlineRules *deadlines = nullptr; ///< for admins alone
    bool isSupabase = false;                     ///< the rows are in a Supabase project, not with the server
    UpdateContext *updates = nullptr;            ///< without it, nothing is told of new versions
    CustomerContext *customers = nullptr;        ///< without it, there are no customers' files
    std::function<void(bool)> keepOnDisk = {};   ///< whether a copy may be on disk; without it, there is none
};

} // namespace pl::ui
