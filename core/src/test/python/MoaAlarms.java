import java.nio.file.Files;
import java.nio.file.Path;
import moa.classifiers.core.driftdetection.ADWINChangeDetector;
import moa.classifiers.core.driftdetection.AbstractChangeDetector;
import moa.classifiers.core.driftdetection.CusumDM;
import moa.classifiers.core.driftdetection.DDM;
import moa.classifiers.core.driftdetection.EDDM;
import moa.classifiers.core.driftdetection.HDDM_A_Test;
import moa.classifiers.core.driftdetection.HDDM_W_Test;
import moa.classifiers.core.driftdetection.PageHinkleyDM;

/// Prints where MOA's detectors alarm on the streams of a file, `preset,stream,alarms`. Run by
/// detector_goldens.py with MOA's jars; no part of the build, for MOA is GPL.
class MoaAlarms {
  public static void main(String[] arguments) throws Exception {
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      if (line.startsWith("#") || line.startsWith("name,")) {
        continue;
      }
      String[] cells = line.split(",");
      String[] values = cells[2].split(" ");
      run("adwin-moa", new ADWINChangeDetector(), cells[0], values);
      run("page-hinkley-moa", new PageHinkleyDM(), cells[0], values);
      run("cusum-moa", new CusumDM(), cells[0], values);
      if (cells[1].equals("binary")) {
        run("ddm-moa", new DDM(), cells[0], values);
        run("eddm-moa", new EDDM(), cells[0], values);
        run("hddm-a-moa", new HDDM_A_Test(), cells[0], values);
        run("hddm-w-moa", new HDDM_W_Test(), cells[0], values);
      }
    }
  }

  static void run(String name, AbstractChangeDetector detector, String stream, String[] values) {
    detector.prepareForUse();
    StringBuilder alarms = new StringBuilder();
    int warning = -1;
    for (int row = 0; row < values.length; row++) {
      detector.input(Double.parseDouble(values[row]));
      if (warning < 0 && detector.getWarningZone() && !detector.getChange()) {
        warning = row;
      }
      if (detector.getChange()) {
        alarms.append(alarms.isEmpty() ? "" : " ").append(row);
      }
    }
    System.out.println(name + "," + stream + "," + warning + "," + alarms);
  }
}
