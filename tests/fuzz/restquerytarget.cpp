#include "server/embedded/rest/readsql.h"
#include "server/embedded/store/resterror.h"
#include "tests/fuzz/targets.h"

namespace pl::fuzz {

void runRestQuery(const QByteArray &input)
{
    using namespace embedded;
    static const Table &leads = *Schema::instance().table(QStringLiteral("leads"));
    try {
        const Sql sql = readSql(planRead(leads, RestQuery::parse(input), true, 1000), {Caller::Role::Service});
        if (sql.text.count(u'?') != sql.values.size())
            qFatal("a value found its way into the SQL");
    } catch (const RestError &) {
        // A refusal is as good an answer as any.
    }
}

} // namespace pl::fuzz
